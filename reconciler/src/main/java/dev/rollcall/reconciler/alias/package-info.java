// SPDX-License-Identifier: Apache-2.0
/** Under which name a flake evaluates a system, where that is not its hostname. */
@NullMarked
package dev.rollcall.reconciler.alias;

import org.jspecify.annotations.NullMarked;
