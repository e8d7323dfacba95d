// SPDX-License-Identifier: Apache-2.0
/** Tells a person's command what changed. Delivery is that command's part. */
@NullMarked
package dev.rollcall.reconciler.notification;

import org.jspecify.annotations.NullMarked;
