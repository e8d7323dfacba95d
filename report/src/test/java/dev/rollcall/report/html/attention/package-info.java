// SPDX-License-Identifier: Apache-2.0
/** Tests of the page of what needs attention. */
@NullMarked
package dev.rollcall.report.html.attention;

import org.jspecify.annotations.NullMarked;
