// SPDX-License-Identifier: Apache-2.0
/** The import of inventory files into the own inventory. */
@NullMarked
package dev.rollcall.reconciler.inventory;

import org.jspecify.annotations.NullMarked;
