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
 * @param newer the newest commits that the system does not run yet, the newest first
 * @param forge where a browser finds the commits; null where that is not known
 * @param findings what a person should fix that concerns the system, or the whole inventory
 * @param steps the rules in their order, up to the one that decides
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

    /** The address that shows the commits that the system lacks; null where it lacks none, or that is not known. */
    @Nullable String comparison() {
        return forge == null || newer.isEmpty()
                ? null
                : forge.comparison(verdict.runningCommit(), CommitLine.target(verdict));
    }

    /** A rule of the design by its number, the question it asks, the answer and its word, and whether it decided. */
    public record Step(int rule, String question, String answer, String because, boolean decides) {}
}
