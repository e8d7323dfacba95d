// SPDX-License-Identifier: Apache-2.0
/** The systems that need attention, by cause and by owner. */
@NullMarked
package dev.rollcall.report.html.attention;

import org.jspecify.annotations.NullMarked;
