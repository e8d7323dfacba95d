// SPDX-License-Identifier: Apache-2.0
/** Tests of the inventory file formats. */
@NullMarked
package dev.rollcall.reconciler.inventory.format;

import org.jspecify.annotations.NullMarked;
