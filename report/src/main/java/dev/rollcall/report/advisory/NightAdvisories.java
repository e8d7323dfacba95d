// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of a night.
 *
 * @param moves those that came since the baseline; null if there is none or it has no scans
 */
public record NightAdvisories(
        AdvisoriesInUse inUse, @Nullable AdvisoryMoves moves) {

    /** The ids of those that no system had in the baseline. */
    public Set<String> firstSeen() {
        return moves == null ? Set.of() : moves.firstSeen();
    }
}
