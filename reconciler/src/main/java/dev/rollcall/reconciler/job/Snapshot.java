// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A published snapshot in figures, with the one before it if there is one. */
public record Snapshot(
        long id,
        Instant asOf,
        Instant publishedAt,
        int systems,
        int upToDate,
        int outdated,
        int unknownState,
        int offline,
        @Nullable Snapshot previous) {}
