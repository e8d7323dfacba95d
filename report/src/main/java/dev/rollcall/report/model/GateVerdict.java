// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.List;

/**
 * What the gate decided on a snapshot: as bad as its worst rule, and undecidable before that if the inventory is stale.
 *
 * @param outcome the whole
 * @param reasons sentences that say why it is undecidable; empty otherwise
 * @param rules every rule, in the order of the policy
 * @param exemptions every exemption of the policy, expired ones too
 */
public record GateVerdict(
        GateOutcome outcome, List<String> reasons, List<GateRuleResult> rules, List<GateExemption> exemptions) {

    public GateVerdict {
        reasons = List.copyOf(reasons);
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
    }
}
