// SPDX-License-Identifier: Apache-2.0
/** Tests of the import from git clones. */
@NullMarked
package dev.rollcall.reconciler.inventory.git;

import org.jspecify.annotations.NullMarked;
