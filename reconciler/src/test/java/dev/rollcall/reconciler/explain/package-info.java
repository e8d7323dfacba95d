// SPDX-License-Identifier: Apache-2.0
/** Tests of explanations. */
@NullMarked
package dev.rollcall.reconciler.explain;

import org.jspecify.annotations.NullMarked;
