// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.reconciler.job.Matching;
import dev.rollcall.reconciler.job.RunException;
import dev.rollcall.report.model.SystemRow;
import dev.rollcall.report.query.SystemQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Explains the verdict on one system as of an instant. */
public final class Explainer {

    private static final int MOST_SHOWN = 10;

    private final DSLContext dsl;
    private final Instant asOf;
    private final Matching matching;
    private final Duration silentAfter;

    public Explainer(DSLContext dsl, Instant asOf, Matching matching, Duration silentAfter) {
        this.dsl = dsl;
        this.asOf = asOf;
        this.matching = matching;
        this.silentAfter = silentAfter;
    }

    /**
     * Gathers the verdict and all that is behind it.
     *
     * @throws RunException if no active system is registered under the name; it offers names that resemble it
     */
    public Explanation explain(String hostname) {
        ExplainQueries queries = new ExplainQueries(dsl, asOf);
        Facts facts = queries.facts(hostname, matching.code()).orElseThrow(() -> unknown(queries, hostname));
        SystemRow verdict = new SystemQueries(dsl)
                .live(hostname, asOf, matching.code(), silentAfter)
                .orElseThrow(() -> unknown(queries, hostname));
        List<MatchedEvaluation> matched = queries.matched(facts.storePath());
        return new Explanation(
                verdict,
                asOf,
                matching.code(),
                queries.meaning(verdict.reason()),
                facts,
                matched.subList(0, Math.min(MOST_SHOWN, matched.size())),
                matched.size(),
                newer(queries, verdict, facts),
                queries.findings(hostname),
                RuleSteps.of(verdict, facts),
                Advice.on(verdict, facts));
    }

    private static List<CommitPoint> newer(ExplainQueries queries, SystemRow verdict, Facts facts) {
        @Nullable Instant since = verdict.behindSince();
        String flake = facts.flake();
        if (since == null || flake == null) {
            return List.of();
        }
        String name = facts.alias() == null ? verdict.hostname() : facts.alias();
        return queries.newer(flake, name, since, MOST_SHOWN);
    }

    private static RunException unknown(ExplainQueries queries, String hostname) {
        if (queries.isRegistered(hostname)) {
            return new RunException("The system '" + hostname + "' is registered as inactive, so it has no status.");
        }
        List<String> resembling = queries.resembling(hostname);
        return new RunException("No system is registered as '" + hostname + "'."
                + (resembling.isEmpty()
                        ? " 'rollcall status' lists those that are."
                        : " Did you mean " + String.join(", ", resembling) + "?"));
    }
}
