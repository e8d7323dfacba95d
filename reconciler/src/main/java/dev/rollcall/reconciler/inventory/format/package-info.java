// SPDX-License-Identifier: Apache-2.0
/** The inventory files: the keys of a line, what they may hold, and the SQL that stores them. */
@NullMarked
package dev.rollcall.reconciler.inventory.format;

import org.jspecify.annotations.NullMarked;
