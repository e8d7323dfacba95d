// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Counts;
import org.jspecify.annotations.Nullable;

/** The counts of one flake in a snapshot and in its baseline; null for systems without a flake. */
public record FlakeTotals(@Nullable String flake, @Nullable String newestCommit, Counts counts, Counts before) {

    /** Whether it is a flake that has systems in the snapshot, and not only in the baseline. */
    public boolean isInUse() {
        return flake != null && counts.systems() > 0;
    }
}
