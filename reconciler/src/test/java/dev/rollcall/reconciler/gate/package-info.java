// SPDX-License-Identifier: Apache-2.0
/** Tests of policies. */
@NullMarked
package dev.rollcall.reconciler.gate;

import org.jspecify.annotations.NullMarked;
