// SPDX-License-Identifier: Apache-2.0
/** Problems in the inventory, and which indexes would help a database that is not Rollcall's. */
@NullMarked
package dev.rollcall.reconciler.doctor;

import org.jspecify.annotations.NullMarked;
