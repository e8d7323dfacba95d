// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems that are not well, by what they have in common.
 *
 * @param owners who looks after them, those with the most systems that need attention first
 */
public record Attention(List<Cause> causes, Bounded<OwnerCauses> owners) {

    public Attention {
        causes = List.copyOf(causes);
    }

    /**
     * Systems of one band for one reason.
     *
     * @param reason null for those that are not heard from, whatever they ran
     * @param since the time of the one that has been so longest
     * @param owners how many systems each owner has, null for none; the most first
     * @param flakes their flakes with the newest commit, the most systems first
     * @param errors the texts of failed evaluations, the most frequent first
     * @param systems those that have been so longest first
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

    /** How many systems of a cause an owner has; null stands for none. */
    public record OwnerCount(@Nullable String owner, int systems) {}

    /** An owner (null for none), its systems that need attention, and how many it has of each cause. */
    public record OwnerCauses(@Nullable String owner, Bounded<String> needing, List<CauseCount> causes) {}

    /** How many systems have a cause. */
    public record CauseCount(CauseKey cause, int systems) {}

    /** How many systems of a cause have the same text of a failed evaluation. */
    public record TextCount(String error, int systems) {}

    /** How many systems of a cause have a flake and its newest commit. */
    public record FlakeCount(
            @Nullable String flake, @Nullable String newestCommit, int systems) {}
}
