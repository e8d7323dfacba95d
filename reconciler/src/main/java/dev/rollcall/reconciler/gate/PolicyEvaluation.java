// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import dev.rollcall.reconciler.gate.ScannedClosures.Scanned;
import dev.rollcall.report.model.Counted;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Evaluates a policy in one pass over all systems, ordered by hostname. */
final class PolicyEvaluation implements Consumer<SystemRow> {

    private final Policy policy;
    private final Instant asOf;
    private final List<RuleEvaluation> rules;
    private final List<Counted<String>> exempt;
    private final Map<Integer, String> advisories = new LinkedHashMap<>();
    private final Supplier<ScannedClosures> closures;
    private boolean hasSystems;

    /**
     * Starts an evaluation.
     *
     * @param evaluation provides the facts for each rule
     * @param closures what scanners found; only asked if an exemption is of an advisory
     */
    PolicyEvaluation(
            Policy policy,
            Instant asOf,
            Function<PolicyRule, RuleEvaluation> evaluation,
            Supplier<ScannedClosures> closures) {
        this.policy = policy;
        this.asOf = asOf;
        this.rules = policy.rules().stream().map(evaluation).toList();
        this.closures = closures;
        this.exempt = policy.exemptions().stream()
                .map(any -> new Counted<String>(RuleEvaluator.MAX_NAMED))
                .toList();
        for (int i = 0; i < exempt.size(); i++) {
            int number = i;
            policy.exemptions().get(i).advisoryId().ifPresent(id -> advisories.put(number, id));
        }
    }

    @Override
    public void accept(SystemRow system) {
        hasSystems = true;
        boolean isExempt = isExempt(system.hostname());
        countAdvisories(system);
        rules.forEach(rule -> rule.accept(system, isExempt));
    }

    /**
     * The verdict on all systems so far.
     *
     * @param stale a sentence on the inventory if it is stale; null if it is not
     */
    GateVerdict verdict(@Nullable String stale) {
        List<GateRule> results =
                rules.stream().flatMap(rule -> rule.results().stream()).toList();
        if (stale != null) {
            return verdict(Outcome.UNDECIDABLE, stale, results);
        }
        if (!hasSystems) {
            return verdict(Outcome.UNDECIDABLE, "The inventory has no active system.", results);
        }
        // one failed rule decides, whatever the others say
        if (has(results, Outcome.FAILED)) {
            return verdict(Outcome.FAILED, null, results);
        }
        return has(results, Outcome.UNDECIDABLE)
                ? verdict(Outcome.UNDECIDABLE, "A rule has too little to measure.", results)
                : verdict(Outcome.PASSED, null, results);
    }

    /** Counts the system under the first exemption that matches, active ones before expired ones. */
    private boolean isExempt(String hostname) {
        int expired = -1;
        for (int i = 0; i < exempt.size(); i++) {
            Exemption exemption = policy.exemptions().get(i);
            if (exemption.advisory() == null && exemption.hosts().matches(hostname)) {
                if (!exemption.isExpired(asOf)) {
                    exempt.get(i).add(hostname);
                    return true;
                }
                expired = expired < 0 ? i : expired;
            }
        }
        if (expired >= 0) {
            exempt.get(expired).add(hostname);
        }
        return false;
    }

    /** Counts the system under each exemption of an advisory that it has. */
    private void countAdvisories(SystemRow system) {
        if (advisories.isEmpty()) {
            return;
        }
        Scanned closure = closures.get().in(system.storePath());
        if (closure == null) {
            return;
        }
        advisories.forEach((number, id) -> {
            if (closure.advisories().scores().containsKey(id)
                    && policy.exemptions().get(number).hosts().matches(system.hostname())) {
                exempt.get(number).add(system.hostname());
            }
        });
    }

    private GateVerdict verdict(Outcome outcome, @Nullable String reason, List<GateRule> results) {
        return new GateVerdict(outcome, reason, results, exemptions());
    }

    private List<GateExemption> exemptions() {
        List<GateExemption> exemptions = new ArrayList<>();
        for (int i = 0; i < exempt.size(); i++) {
            Exemption exemption = policy.exemptions().get(i);
            exemptions.add(new GateExemption(
                    exemption.hosts(),
                    exemption.advisory(),
                    exemption.reason(),
                    exemption.owner(),
                    exemption.expires(),
                    exemption.isExpired(asOf),
                    exempt.get(i).bounded()));
        }
        return exemptions;
    }

    private static boolean has(List<GateRule> results, Outcome outcome) {
        return results.stream().anyMatch(result -> result.outcome() == outcome);
    }
}
