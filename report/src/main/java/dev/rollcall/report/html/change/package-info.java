// SPDX-License-Identifier: Apache-2.0
/** The changes since the baseline. */
@NullMarked
package dev.rollcall.report.html.change;

import org.jspecify.annotations.NullMarked;
