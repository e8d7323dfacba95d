// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of the decision, from {@code inventory.rule_steps}.
 *
 * @param because a code of {@link Because}; for the question target, the reason of the verdict
 * @param flake the flake that matches what runs, else the system's own
 * @param name the evaluation name that matches what runs, else the system's evaluation name
 * @param commit the commit of the step
 * @param at its time
 */
record RuleStep(
        int rule,
        Question question,
        String because,
        @Nullable String flake,
        @Nullable String name,
        @Nullable String commit,
        @Nullable Instant at) {}
