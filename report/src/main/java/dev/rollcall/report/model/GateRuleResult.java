// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.util.List;

/**
 * One rule of a policy, measured on a snapshot.
 *
 * @param rule the name of the rule as in the policy and on the command line, as {@code max-outdated}
 * @param scope what it was measured on: {@code fleet}, {@code flake infra}, {@code environment prod}, {@code hosts web-*}
 * @param threshold what was asked for, as {@code 5%} or {@code 12}
 * @param measured what there was, as {@code 7 of 120 (5.8%)}
 * @param outcome whether it holds
 * @param brokenBy the systems that broke it, by hostname; empty where it holds
 */
public record GateRuleResult(
        String rule, String scope, String threshold, String measured, GateOutcome outcome, List<String> brokenBy) {

    public GateRuleResult {
        brokenBy = List.copyOf(brokenBy);
    }
}
