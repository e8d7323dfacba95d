// SPDX-License-Identifier: Apache-2.0
/** The program rollcall: its main class and its modules' rooms. */
@NullMarked
package dev.rollcall.reconciler;

import org.jspecify.annotations.NullMarked;
