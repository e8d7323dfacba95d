// SPDX-License-Identifier: Apache-2.0
/** The list of snapshots, and the story of a system. */
@NullMarked
package dev.rollcall.report.format.history;

import org.jspecify.annotations.NullMarked;
