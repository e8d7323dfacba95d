// SPDX-License-Identifier: Apache-2.0
/** Which systems are registered in Rollcall's own inventory. */
@NullMarked
package dev.rollcall.reconciler.registration;

import org.jspecify.annotations.NullMarked;
