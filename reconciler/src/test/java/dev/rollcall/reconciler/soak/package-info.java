// SPDX-License-Identifier: Apache-2.0
/** Breaks real runs on a real server, repeatedly, and checks the result. */
@NullMarked
package dev.rollcall.reconciler.soak;

import org.jspecify.annotations.NullMarked;
