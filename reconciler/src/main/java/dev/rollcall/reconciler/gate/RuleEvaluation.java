// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SystemRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates one rule of a policy over its scope, or over each part of it. */
final class RuleEvaluation {

    private final PolicyRule rule;
    private final Supplier<RuleEvaluator> evaluators;
    private final @Nullable Set<String> flakes;
    private final Map<String, Part> parts = new TreeMap<>();
    private final Outcome outcomeWithout;
    private final String wordsWithout;
    private boolean hasSystems;
    private boolean hasCounted;

    private RuleEvaluation(
            PolicyRule rule,
            Supplier<RuleEvaluator> evaluators,
            @Nullable Set<String> flakes,
            Outcome outcomeWithout,
            String wordsWithout) {
        this.rule = rule;
        this.evaluators = evaluators;
        this.flakes = flakes;
        this.outcomeWithout = outcomeWithout;
        this.wordsWithout = wordsWithout;
    }

    /** A rule that needs no other facts. */
    static RuleEvaluation of(PolicyRule rule, Supplier<RuleEvaluator> evaluators) {
        return new RuleEvaluation(rule, evaluators, null, Outcome.UNDECIDABLE, "");
    }

    /**
     * A rule for systems whose flake has a commit.
     *
     * @param isWithdrawn whether no flake has it because the branch of one lost it
     */
    static RuleEvaluation ofCommit(
            PolicyRule rule, Set<String> flakes, Supplier<RuleEvaluator> evaluators, boolean isWithdrawn) {
        String without = isWithdrawn
                ? "this commit is no longer on the branch of its flake"
                : "no flake has this commit; import it first";
        return ofFlakes(
                rule,
                flakes,
                evaluators,
                Outcome.UNDECIDABLE,
                flakes.isEmpty() ? without : "no system belongs to a flake that has this commit");
    }

    /**
     * A rule for systems of some flakes.
     *
     * @param outcomeWithout the outcome if no system is of these flakes
     * @param wordsWithout what is shown then
     */
    static RuleEvaluation ofFlakes(
            PolicyRule rule,
            Set<String> flakes,
            Supplier<RuleEvaluator> evaluators,
            Outcome outcomeWithout,
            String wordsWithout) {
        return new RuleEvaluation(rule, evaluators, flakes, outcomeWithout, wordsWithout);
    }

    /**
     * Adds the next system.
     *
     * @param isExempt whether an exemption excludes it, so that it counts as present but is not measured
     */
    void accept(SystemRow system, boolean isExempt) {
        if (!rule.scope().includes(system)) {
            return;
        }
        hasSystems = true;
        if (!rule.counts(system)) {
            return;
        }
        hasCounted = true;
        if (flakes != null && (system.flake() == null || !flakes.contains(system.flake()))) {
            return;
        }
        Scope scope = rule.scope().partOf(system);
        RuleEvaluator evaluator = parts.computeIfAbsent(scope.toString(), any -> new Part(scope, evaluators.get()))
                .evaluator();
        if (!isExempt) {
            evaluator.accept(system);
        }
    }

    /** One result per part; a rule that matches no system is undecided, because it is more likely a mistake. */
    List<GateRule> results() {
        if (!parts.isEmpty()) {
            return parts.values().stream()
                    .map(part -> part.evaluator().result(rule, part.scope()))
                    .toList();
        }
        if (hasCounted) {
            return List.of(nothing(wordsWithout, outcomeWithout));
        }
        return List.of(nothing(
                hasSystems ? "no system of this scope has ever reported" : "no active system is in this scope",
                Outcome.UNDECIDABLE));
    }

    private GateRule nothing(String measured, Outcome outcome) {
        return RuleEvaluator.result(rule, rule.scope(), measured, outcome, Bounded.none());
    }

    private record Part(Scope scope, RuleEvaluator evaluator) {}
}
