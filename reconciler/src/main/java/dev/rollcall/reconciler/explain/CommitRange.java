// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.schema.domain.SystemRow;
import java.util.Optional;

/**
 * Commits in a row on the branch of a flake, by how many commits are newer.
 *
 * @param name the name that their evaluations are looked for under
 * @param from how many are newer than the newest of them
 * @param to the same of the first older commit that is not among them
 */
record CommitRange(String flake, String name, int from, int to) {

    /** The commits up to the newest, or up to the pin, that a system does not run; empty if there is none. */
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
