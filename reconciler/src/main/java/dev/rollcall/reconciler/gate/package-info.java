// SPDX-License-Identifier: Apache-2.0
/** The gate: policies, and their verdicts on snapshots. */
@NullMarked
package dev.rollcall.reconciler.gate;

import org.jspecify.annotations.NullMarked;
