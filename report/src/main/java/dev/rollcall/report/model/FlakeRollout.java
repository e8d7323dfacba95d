// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the last commits of a flake came to its systems.
 *
 * @param commits newest first
 * @param alone the one system that keeps every commit after the last that reached 95 % below it, null where there is none
 */
public record FlakeRollout(
        String flake, List<Rollout> commits, @Nullable String alone) {

    /** The share that counts as having arrived. */
    public static final int ARRIVED_PERCENT = 95;

    public FlakeRollout {
        commits = List.copyOf(commits);
    }

    /** The newest commit that has reached 95 %. */
    public Optional<Rollout> reached() {
        return commits.stream()
                .filter(commit -> commit.reaching(ARRIVED_PERCENT).isPresent())
                .findFirst();
    }

    /** The newest commit that has reached 95 % of the others, where one system alone keeps it below. */
    public Optional<Rollout> reachedWithoutOne() {
        return alone == null
                ? Optional.empty()
                : commits.stream()
                        .map(Rollout::withoutOne)
                        .filter(commit ->
                                commit.after(commit.reaching(ARRIVED_PERCENT)).isPresent())
                        .findFirst();
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
