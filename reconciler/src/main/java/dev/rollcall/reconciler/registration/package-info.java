// SPDX-License-Identifier: Apache-2.0
/** Which systems are registered, where the inventory is Rollcall's own. */
@NullMarked
package dev.rollcall.reconciler.registration;

import org.jspecify.annotations.NullMarked;
