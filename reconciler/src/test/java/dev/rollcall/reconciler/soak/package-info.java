// SPDX-License-Identifier: Apache-2.0
/** Breaks real runs on a real server, over and over, and looks at what is left. */
@NullMarked
package dev.rollcall.reconciler.soak;

import org.jspecify.annotations.NullMarked;
