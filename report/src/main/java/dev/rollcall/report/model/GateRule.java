// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Outcome;

/**
 * A rule of a policy and what came of it.
 *
 * @param rule its name, such as {@code max-outdated}
 * @param scope what it speaks of, such as {@code fleet} or {@code flake web}
 * @param threshold as the policy has it, such as {@code 5%}
 * @param measured what was found, in words, such as {@code 12 of 200 systems (6%)}
 * @param brokenBy the hostnames of the systems that broke it, in order; empty if it holds
 */
public record GateRule(
        String rule, String scope, String threshold, String measured, Outcome outcome, Bounded<String> brokenBy) {}
