// SPDX-License-Identifier: Apache-2.0
/** Tests of the history of snapshots. */
@NullMarked
package dev.rollcall.report.format.history;

import org.jspecify.annotations.NullMarked;
