// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Status;
import org.jspecify.annotations.Nullable;

/** A row of a table of systems. The link leads to the system's permanent place, its row there has the anchor. */
public record SystemView(
        Status status,
        boolean isSilent,
        String hostname,
        String link,
        String anchor,
        @Nullable String alias,
        @Nullable String flake,
        @Nullable String environment,
        String reason,
        String meaning,
        @Nullable String basis,
        @Nullable CommitView running,
        @Nullable CommitView evaluated,
        @Nullable CommitView newest,
        @Nullable CommitView pinned,
        @Nullable String behind,
        @Nullable TimeView behindSince,
        @Nullable TimeView deployedAt,
        @Nullable TimeView lastSeenAt) {}
