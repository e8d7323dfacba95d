// SPDX-License-Identifier: Apache-2.0
/** Problems of the installation and the inventory, and indexes for another program's database. */
@NullMarked
package dev.rollcall.reconciler.doctor;

import org.jspecify.annotations.NullMarked;
