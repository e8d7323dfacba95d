// SPDX-License-Identifier: Apache-2.0
/** Tests of reports in a browser. */
@NullMarked
package dev.rollcall.report.browser;

import org.jspecify.annotations.NullMarked;
