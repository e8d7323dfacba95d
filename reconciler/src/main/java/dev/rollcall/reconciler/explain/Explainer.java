// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import dev.rollcall.reconciler.explain.Explanation.Step;
import dev.rollcall.reconciler.job.Matching;
import dev.rollcall.reconciler.job.RunException;
import dev.rollcall.report.format.Advice;
import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.SystemRow;
import dev.rollcall.report.query.SystemQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Explains the verdict on one system as of an instant. */
public final class Explainer {

    private static final int MAX_SHOWN = 10;

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
     * @throws RunException if no active system is registered under the name; it says what the host is, or which names
     *     resemble it
     */
    public Explanation explain(String hostname) {
        ExplainQueries queries = new ExplainQueries(dsl, asOf, matching.code());
        Optional<Facts> known = queries.facts(hostname);
        Optional<SystemRow> assessed = new SystemQueries(dsl).live(hostname, asOf, matching.code(), silentAfter);
        if (known.isEmpty() || assessed.isEmpty()) {
            throw new RunException(new UnknownHost(dsl, asOf).sentence(hostname));
        }
        Facts facts = known.get();
        SystemRow verdict = assessed.get();
        List<FoundProblem> findings = queries.findings(hostname);
        return new Explanation(
                verdict,
                asOf,
                matching.code(),
                queries.meaning(verdict.reason()),
                facts,
                queries.matched(verdict.storePath(), MAX_SHOWN),
                newer(queries, verdict, facts),
                findings,
                steps(queries.steps(hostname), verdict, facts),
                Advice.on(verdict, lookalike(findings, hostname)));
    }

    private static List<Step> steps(List<RuleStep> steps, SystemRow verdict, Facts facts) {
        StepAnswers answers = new StepAnswers(facts);
        TargetAnswer target = new TargetAnswer(verdict, facts);
        List<Step> worded = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            RuleStep step = steps.get(i);
            worded.add(new Step(
                    step.rule(),
                    step.question().sentence(),
                    step.question() == Question.TARGET ? target.answer(step) : answers.answer(step),
                    step.because(),
                    i == steps.size() - 1));
        }
        return worded;
    }

    /** The commits up to the newest, or up to the pin, that the system does not run. */
    private static List<CommitPoint> newer(ExplainQueries queries, SystemRow verdict, Facts facts) {
        Integer compared = facts.comparedPosition();
        Integer behind = verdict.commitsBehind();
        String flake = facts.flake();
        if (compared == null || behind == null || behind == 0 || flake == null) {
            return List.of();
        }
        return queries.commits(flake, facts.askedName(verdict.hostname()), compared - behind, compared, MAX_SHOWN);
    }

    private static @Nullable Finding lookalike(List<FoundProblem> findings, String hostname) {
        return findings.stream()
                .map(FoundProblem::finding)
                .filter(finding ->
                        finding.kind().equals(Finding.REPORTS_UNREGISTERED) && hostname.equals(finding.resembles()))
                .findFirst()
                .orElse(null);
    }
}
