// SPDX-License-Identifier: Apache-2.0
/** Tests of what a line of an inventory file may hold. */
@NullMarked
package dev.rollcall.reconciler.inventory.format;

import org.jspecify.annotations.NullMarked;
