// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.report.model.GateRule;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SystemRow;
import java.util.LinkedHashMap;
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
    private final boolean isWithdrawn;
    private boolean hasSystems;
    private boolean hasCounted;

    private RuleEvaluation(
            PolicyRule rule, Supplier<RuleEvaluator> evaluators, @Nullable Set<String> flakes, boolean isWithdrawn) {
        this.rule = rule;
        this.evaluators = evaluators;
        this.flakes = flakes;
        this.isWithdrawn = isWithdrawn;
    }

    /** A rule that needs no other facts. */
    static RuleEvaluation of(PolicyRule rule, Supplier<RuleEvaluator> evaluators) {
        return new RuleEvaluation(rule, evaluators, null, false);
    }

    /**
     * A rule for systems whose flake has a commit.
     *
     * @param commits by flake, the commit and its successors
     * @param isWithdrawn whether a flake's branch had the commit and lost it
     */
    static RuleEvaluation ofCommit(PolicyRule rule, Map<String, Set<String>> commits, boolean isWithdrawn) {
        return new RuleEvaluation(rule, () -> new RuleEvaluator.NotAtCommit(commits), commits.keySet(), isWithdrawn);
    }

    /**
     * A rule that speaks only of systems of some flakes.
     *
     * @param isWithdrawn whether there are none because the commit that it speaks of is no longer on the branch
     */
    static RuleEvaluation ofFlakes(
            PolicyRule rule, Set<String> flakes, Supplier<RuleEvaluator> evaluators, boolean isWithdrawn) {
        return new RuleEvaluation(rule, evaluators, flakes, isWithdrawn);
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
        if (parts.isEmpty() && hasCounted && rule instanceof PolicyRule.Rollout) {
            return List.of(RuleEvaluator.result(
                    rule, rule.scope(), "no commit is that old", Outcome.PASSED, new Violations()));
        }
        if (parts.isEmpty()) {
            return List.of(
                    RuleEvaluator.result(rule, rule.scope(), nothingMeasured(), Outcome.UNDECIDABLE, new Violations()));
        }
        return new LinkedHashMap<>(parts)
                .values().stream()
                        .map(part -> part.evaluator().result(rule, part.scope()))
                        .toList();
    }

    private String nothingMeasured() {
        if (hasSystems && !hasCounted) {
            return "no system of this scope has ever reported";
        }
        if (flakes != null && flakes.isEmpty()) {
            return isWithdrawn
                    ? "this commit is no longer on the branch of its flake"
                    : "no flake has this commit; import it first";
        }
        return hasSystems ? "no system belongs to a flake that has this commit" : "no active system is in this scope";
    }

    private record Part(Scope scope, RuleEvaluator evaluator) {}
}
