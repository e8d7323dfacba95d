// SPDX-License-Identifier: Apache-2.0
/** The nightly job: from a point in time to a published snapshot and its report, restartable at every step. */
@NullMarked
package dev.rollcall.reconciler.job;

import org.jspecify.annotations.NullMarked;
