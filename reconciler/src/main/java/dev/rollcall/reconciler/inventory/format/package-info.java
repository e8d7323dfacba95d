// SPDX-License-Identifier: Apache-2.0
/** The inventory file formats: the keys of a line, their valid values, and the SQL that stores them. */
@NullMarked
package dev.rollcall.reconciler.inventory.format;

import org.jspecify.annotations.NullMarked;
