// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of systems. The link leads to the system's permanent place, its row there has the anchor. The newest
 * commit is null where it is the running one. The exemption says why the gate does
 * not count it. A row without evidence is one line of many.
 */
public record SystemView(
        Status status,
        boolean isSilent,
        String hostname,
        @Nullable String link,
        String anchor,
        @Nullable String flake,
        String reason,
        @Nullable CommitView running,
        @Nullable CommitView newest,
        @Nullable String behind,
        @Nullable TimeView behindSince,
        @Nullable TimeView deployedAt,
        @Nullable TimeView lastSeenAt,
        @Nullable StripView strip,
        boolean isPinned,
        @Nullable String exemption,
        @Nullable Evidence evidence) {

    /** What the verdict rests on; the evaluated commit is null where it is the newest. */
    public record Evidence(
            String meaning,
            @Nullable String basis,
            @Nullable String storePath,
            @Nullable CommitView running,
            @Nullable CommitView evaluated,
            @Nullable CommitView newest,
            @Nullable CommitView pinned,
            @Nullable String alias,
            @Nullable String environment,
            @Nullable String owner,
            @Nullable ErrorView error,
            String advice) {}
}
