// SPDX-License-Identifier: Apache-2.0
/** Tests of the import. */
@NullMarked
package dev.rollcall.reconciler.inventory;

import org.jspecify.annotations.NullMarked;
