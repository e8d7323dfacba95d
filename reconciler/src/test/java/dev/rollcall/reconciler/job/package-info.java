// SPDX-License-Identifier: Apache-2.0
/** Tests of the nightly job. */
@NullMarked
package dev.rollcall.reconciler.job;

import org.jspecify.annotations.NullMarked;
