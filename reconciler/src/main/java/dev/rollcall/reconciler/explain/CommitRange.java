// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.domain.SystemRow;
import java.util.Optional;

/**
 * Consecutive commits on the branch of a flake, by the number of newer commits.
 *
 * @param name the evaluation name
 * @param from the number of commits newer than the newest of them
 * @param to the number of commits newer than the first older one that is not included
 */
record CommitRange(String flake, String name, int from, int to) {

    /** The commits up to the newest, or up to the pin, that a system does not run; empty if there are none. */
    static Optional<CommitRange> notRun(SystemRow verdict, Facts facts) {
        Integer compared = facts.comparedPosition();
        Integer behind = verdict.commitsBehind();
        String flake = facts.flake();
        if (compared == null || behind == null || behind == 0 || flake == null) {
            return Optional.empty();
        }
        return Optional.of(new CommitRange(flake, facts.askedName(verdict.hostname()), compared - behind, compared));
    }
}
