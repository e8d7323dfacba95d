// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems that are not up to date, by cause.
 *
 * @param owners most systems that need attention first
 * @param needingOwners how many of the owners have systems that need attention
 */
public record Attention(List<Cause> causes, Bounded<OwnerCauses> owners, int needingOwners) {

    public Attention {
        causes = List.copyOf(causes);
    }

    /**
     * Systems of one band with one reason.
     *
     * @param reason null for systems not heard from, whatever they run
     * @param since the time of the system with the longest duration
     * @param owners how many systems each owner (or null) has, most first
     * @param flakes their flakes with the newest commit, most systems first
     * @param errors the texts of failed evaluations, most frequent first
     * @param systems longest duration first
     */
    public record Cause(
            Band band,
            @Nullable Reason reason,
            @Nullable Instant since,
            Bounded<OwnerCount> owners,
            Bounded<FlakeCount> flakes,
            Bounded<TextCount> errors,
            Bounded<SystemRow> systems) {

        public CauseKey key() {
            return new CauseKey(band, reason);
        }
    }

    /** How many systems of a cause an owner (or null) has. */
    public record OwnerCount(@Nullable String owner, int systems) {}

    /** An owner (or null), its systems that need attention, and how many it has of each cause. */
    public record OwnerCauses(@Nullable String owner, Bounded<String> needing, List<CauseCount> causes) {}

    public record CauseCount(CauseKey cause, int systems) {}

    /** How many systems of a cause have the same text of a failed evaluation. */
    public record TextCount(String error, int systems) {}

    /** How many systems of a cause have a flake and its newest commit. */
    public record FlakeCount(
            @Nullable String flake, @Nullable String newestCommit, int systems) {}
}
