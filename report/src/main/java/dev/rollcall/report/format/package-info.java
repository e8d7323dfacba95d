// SPDX-License-Identifier: Apache-2.0
/** The machine formats and the terminal table of statuses. */
@NullMarked
package dev.rollcall.report.format;

import org.jspecify.annotations.NullMarked;
