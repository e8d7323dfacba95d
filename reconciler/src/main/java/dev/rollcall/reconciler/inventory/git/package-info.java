// SPDX-License-Identifier: Apache-2.0
/** The import of a branch from a git clone. */
@NullMarked
package dev.rollcall.reconciler.inventory.git;

import org.jspecify.annotations.NullMarked;
