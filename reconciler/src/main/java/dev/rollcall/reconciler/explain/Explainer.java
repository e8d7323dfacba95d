// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.report.query.SystemQueries;
import dev.rollcall.report.wording.Advice;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Explains the verdict on one system at a point in time. */
public final class Explainer {

    private static final int MAX_SHOWN = 10;
    private static final int MAX_COMMITS = 20;

    private final DSLContext dsl;
    private final Instant asOf;
    private final Matching matching;
    private final Duration silentAfter;
    private final FindFindings found;

    /** With the findings of the same point in time. */
    public Explainer(DSLContext dsl, Instant asOf, Matching matching, Duration silentAfter, FindFindings found) {
        this.dsl = dsl;
        this.asOf = asOf;
        this.matching = matching;
        this.silentAfter = silentAfter;
        this.found = found;
    }

    /**
     * Gathers the verdict and everything behind it.
     *
     * @throws RollcallException if no active system is registered under the name; the message describes the host, or
     *     suggests similar names
     */
    public Explanation explain(String hostname) {
        ExplainQueries queries = new ExplainQueries(dsl, asOf, matching);
        Optional<Facts> known = queries.facts(hostname);
        Optional<SystemRow> assessed = new SystemQueries(dsl).live(hostname, asOf, matching, silentAfter);
        if (known.isEmpty() || assessed.isEmpty()) {
            throw new RollcallException(
                    new UnknownHostQueries(dsl, asOf).find(hostname).error(), null);
        }
        Facts facts = known.get();
        SystemRow verdict = assessed.get();
        List<FoundProblem> findings = queries.findings(hostname, found);
        return new Explanation(
                verdict,
                asOf,
                matching,
                queries.meaning(verdict.reason()),
                facts,
                queries.matched(verdict.storePath(), MAX_SHOWN),
                newer(queries, verdict, facts),
                queries.forge(facts.flake()).orElse(null),
                findings,
                new StepWords(verdict, facts).of(queries.steps(hostname)),
                Advice.on(verdict, FoundProblem.lookalike(findings, hostname), asOf));
    }

    private static List<CommitPoint> newer(ExplainQueries queries, SystemRow verdict, Facts facts) {
        return CommitRange.notRun(verdict, facts)
                .map(range -> queries.commits(range, MAX_COMMITS))
                .orElse(List.of());
    }
}
