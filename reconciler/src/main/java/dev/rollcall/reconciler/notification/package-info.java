// SPDX-License-Identifier: Apache-2.0
/** Passes changes to a user's command, which delivers them. */
@NullMarked
package dev.rollcall.reconciler.notification;

import org.jspecify.annotations.NullMarked;
