// SPDX-License-Identifier: Apache-2.0
/** The comparison of two snapshots. */
@NullMarked
package dev.rollcall.report.format.diff;

import org.jspecify.annotations.NullMarked;
