// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.Outcome;

/**
 * A rule of a policy and its result.
 *
 * @param rule its name, such as {@code max-outdated}
 * @param scope its scope, such as {@code fleet} or {@code flake web}
 * @param threshold its limit, such as {@code 5%}
 * @param measured the actual value in words, such as {@code 12 of 200 systems (6%)}
 * @param brokenBy the hostnames of the systems that violate it, in order; empty if it holds
 */
public record GateRule(
        String rule, String scope, String threshold, String measured, Outcome outcome, Bounded<String> brokenBy) {}
