// SPDX-License-Identifier: Apache-2.0
/** The cost of Rollcall on generated fleets, as ratios measured in one run ({@code .ci/benchmark}). */
@NullMarked
package dev.rollcall.reconciler.benchmark;

import org.jspecify.annotations.NullMarked;
