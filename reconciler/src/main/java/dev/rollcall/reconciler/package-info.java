// SPDX-License-Identifier: Apache-2.0
/** The program rollcall and its main class. */
@NullMarked
package dev.rollcall.reconciler;

import org.jspecify.annotations.NullMarked;
