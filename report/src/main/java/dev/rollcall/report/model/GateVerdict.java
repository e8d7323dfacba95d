// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gate's verdict on a snapshot: the outcome of every rule of its policy, and the exemptions.
 *
 * @param reason why the gate is undecided, or null
 */
public record GateVerdict(
        Outcome outcome, @Nullable String reason, List<GateRule> rules, List<GateExemption> exemptions) {

    public GateVerdict {
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
    }

    /** The exemption of a system from every rule: the first that matches and is active. */
    public Optional<GateExemption> exemptionOf(String hostname) {
        return exemptions.stream()
                .filter(exemption -> exemption.advisory() == null
                        && !exemption.isExpired()
                        && exemption.hosts().matches(hostname))
                .findFirst();
    }

    /** The exemption of an advisory on all systems that holds longest. */
    public Optional<GateExemption> exemptionOfAdvisory(String id) {
        return exemptions.stream()
                .filter(exemption ->
                        id.equalsIgnoreCase(exemption.advisory()) && !exemption.isExpired() && exemption.isOfAllHosts())
                .max(Comparator.comparing(GateExemption::expires));
    }

    /** The number of systems that are exempt from every rule. */
    public int exemptSystems() {
        return exemptions.stream()
                .filter(exemption -> exemption.advisory() == null && !exemption.isExpired())
                .mapToInt(exemption -> exemption.systems().total())
                .sum();
    }

    /** How many rules have an outcome. */
    public int count(Outcome wanted) {
        return (int) rules.stream().filter(rule -> rule.outcome() == wanted).count();
    }
}
