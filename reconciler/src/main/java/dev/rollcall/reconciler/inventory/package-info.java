// SPDX-License-Identifier: Apache-2.0
/** The import of inventory files into Rollcall's own inventory. */
@NullMarked
package dev.rollcall.reconciler.inventory;

import org.jspecify.annotations.NullMarked;
