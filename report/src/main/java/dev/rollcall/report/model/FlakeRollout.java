// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the last commits of a flake came to its systems.
 *
 * @param commits newest first
 * @param reached the newest commit that has reached 95 %, null where none has
 * @param reachedWithoutOne where one system alone keeps later commits below: the newest that has reached 95 % of the others
 * @param alone that system; null where there is none
 * @param judged the newest commit that has been on the branch for a day, null where there is none
 * @param missing the first systems that the judged commit does not run on
 */
public record FlakeRollout(
        String flake,
        List<Rollout> commits,
        @Nullable Rollout reached,
        @Nullable Rollout reachedWithoutOne,
        @Nullable String alone,
        @Nullable Rollout judged,
        List<MissingSystem> missing) {

    /** The share that counts as having arrived. */
    public static final int ARRIVED_PERCENT = 95;

    public FlakeRollout {
        commits = List.copyOf(commits);
        missing = List.copyOf(missing);
    }

    /** Keeps the newest commits up to a limit, and what follows from all of them. */
    public static FlakeRollout of(
            String flake,
            List<Rollout> newestFirst,
            int most,
            @Nullable String alone,
            @Nullable Rollout judged,
            List<MissingSystem> missing) {
        Rollout withoutOne = alone == null ? null : reachedWithoutOne(newestFirst);
        return new FlakeRollout(
                flake,
                newestFirst.stream().limit(most).toList(),
                newestFirst.stream()
                        .filter(commit -> commit.reaching(ARRIVED_PERCENT).isPresent())
                        .findFirst()
                        .orElse(null),
                withoutOne,
                withoutOne == null ? null : alone,
                judged,
                missing);
    }

    private static @Nullable Rollout reachedWithoutOne(List<Rollout> newestFirst) {
        return newestFirst.stream()
                .map(Rollout::withoutOne)
                .filter(commit -> commit.after(commit.reaching(ARRIVED_PERCENT)).isPresent())
                .findFirst()
                .orElse(null);
    }

    /**
     * The oldest commit after the newest that has ever reached 95 %, if once a single system was missing: without it, no
     * system has a later commit either.
     */
    public static Optional<Rollout> keptBelow(List<Rollout> newestFirst) {
        Rollout oldest = null;
        for (Rollout commit : newestFirst) {
            if (commit.reaching(ARRIVED_PERCENT).isPresent()) {
                break;
            }
            oldest = commit;
        }
        return Optional.ofNullable(oldest)
                .filter(commit -> commit.lastLackingOne().isPresent());
    }
}
