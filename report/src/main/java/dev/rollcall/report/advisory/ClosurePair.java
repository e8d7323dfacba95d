// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.advisory;

import org.jspecify.annotations.Nullable;

/** What a system runs and what a deployment would bring, or what it ran before and runs now; null if not known. */
public record ClosurePair(@Nullable Integer from, @Nullable Integer to) {}
