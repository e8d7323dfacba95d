// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.model.SystemRow;
import java.time.Instant;
import java.util.List;

/**
 * A verdict with everything behind it.
 *
 * @param meaning the reason in a sentence
 * @param matched the newest evaluations that build what the system runs; {@code matchedInAll} counts them all
 * @param newer the newest commits that the system does not run yet, the newest first
 * @param findings what a person should mend that concerns the system, a sentence each
 * @param steps the rules in their order, up to the one that fired
 * @param advice what would change the status
 */
public record Explanation(
        SystemRow verdict,
        Instant asOf,
        String matching,
        String meaning,
        Facts facts,
        List<MatchedEvaluation> matched,
        int matchedInAll,
        List<CommitPoint> newer,
        List<String> findings,
        List<Step> steps,
        String advice) {

    public Explanation {
        matched = List.copyOf(matched);
        newer = List.copyOf(newer);
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
    }

    /** A rule of the design by its number, the question it asks, the answer, and whether it decided. */
    public record Step(int rule, String question, String answer, boolean fired) {}
}
