// SPDX-License-Identifier: Apache-2.0
/** Tests of the program as a whole. */
@NullMarked
package dev.rollcall.reconciler;

import org.jspecify.annotations.NullMarked;
