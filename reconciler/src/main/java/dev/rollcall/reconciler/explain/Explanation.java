// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.CommitLine;
import dev.rollcall.report.model.Forge;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with everything behind it.
 *
 * @param meaning the reason in a sentence
 * @param matched the newest evaluations that build what the system runs
 * @param newer the newest commits that the system does not run yet, newest first
 * @param forge the forge of the commits, or null
 * @param findings problems that concern the system or the whole inventory
 * @param steps the rules in order, up to the one that decides
 * @param advice what would change the status
 */
public record Explanation(
        SystemRow verdict,
        Instant asOf,
        Matching matching,
        String meaning,
        Facts facts,
        Bounded<MatchedEvaluation> matched,
        List<CommitPoint> newer,
        @Nullable Forge forge,
        List<FoundProblem> findings,
        List<Step> steps,
        String advice) {

    public Explanation {
        newer = List.copyOf(newer);
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
    }

    /** The URL that shows the commits that the system lacks; null if it lacks none, or the forge is unknown. */
    @Nullable String comparison() {
        return forge == null || newer.isEmpty()
                ? null
                : forge.comparison(verdict.runningCommit(), CommitLine.target(verdict));
    }

    /** A rule by its number, its question, the answer with its code, and whether it decided. */
    public record Step(int rule, String question, String answer, String because, boolean decides) {}
}
