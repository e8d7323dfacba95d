// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of the decision, as {@code inventory.rule_steps} gives it.
 *
 * @param because a word of {@link Because}; to the question for the target the reason of the verdict
 * @param flake the flake that accounts for what runs, else the system's own
 * @param name the evaluation name that accounts for what runs, else the one that the system is evaluated under
 * @param commit the commit that the step is about
 * @param at when that happened
 */
record RuleStep(
        int rule,
        Question question,
        boolean holds,
        String because,
        @Nullable String flake,
        @Nullable String name,
        @Nullable String commit,
        @Nullable Instant at) {}
