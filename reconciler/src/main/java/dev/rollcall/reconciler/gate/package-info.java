// SPDX-License-Identifier: Apache-2.0
/** The gate: policies, and what they say of a snapshot. */
@NullMarked
package dev.rollcall.reconciler.gate;

import org.jspecify.annotations.NullMarked;
