// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A published snapshot without its systems. */
public record SnapshotSummary(
        long id,
        Instant asOf,
        String matching,
        @Nullable String label,
        String trigger,
        Duration silentAfter,
        Counts counts) {

    /** Whether it was computed after its night, from what the inventory knew of it by then. */
    public boolean isReconstructed() {
        return trigger.equals("backfill");
    }
}
