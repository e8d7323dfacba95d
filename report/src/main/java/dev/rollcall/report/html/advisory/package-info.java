// SPDX-License-Identifier: Apache-2.0
/** Known vulnerabilities of what systems run: which there are, and which came. */
@NullMarked
package dev.rollcall.report.html.advisory;

import org.jspecify.annotations.NullMarked;
