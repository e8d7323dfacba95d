// SPDX-License-Identifier: Apache-2.0
/** What Rollcall costs on made-up fleets, as ratios measured in one run ({@code .ci/benchmark}). */
@NullMarked
package dev.rollcall.reconciler.benchmark;

import org.jspecify.annotations.NullMarked;
