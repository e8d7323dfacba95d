// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules and exemptions of a gate. */
public record Policy(List<PolicyRule> rules, List<Exemption> exemptions) {

    public static final Policy NONE = new Policy(List.of(), List.of());

    public Policy {
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
    }

    /** This policy with more rules after its own. */
    public Policy and(List<PolicyRule> more) {
        List<PolicyRule> all = new ArrayList<>(rules);
        all.addAll(more);
        return new Policy(all, exemptions);
    }

    /** Whether an exemption that holds excludes a system from every rule. */
    boolean exempts(String hostname, Instant asOf) {
        return exemptions.stream()
                .anyMatch(exemption -> exemption.advisory() == null
                        && !exemption.isExpired(asOf)
                        && exemption.hosts().matches(hostname));
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }
}
