// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import org.jspecify.annotations.Nullable;

/**
 * The advisories of a night.
 *
 * @param moves those that came and went since the baseline; null if there is none or it has no scans
 */
public record NightAdvisories(
        UsedScans scans, AdvisoriesInUse inUse, @Nullable AdvisoryMoves moves) {

    /** Whether no system had an advisory in the baseline; null if that is not known. */
    public @Nullable Boolean isNew(AdvisoryInPackages found) {
        return moves == null ? null : (Boolean) moves.isNew(found);
    }

    /** How many of them no system had in the baseline. */
    public int newOnes() {
        return moves == null ? 0 : moves.newOnes().size();
    }
}
