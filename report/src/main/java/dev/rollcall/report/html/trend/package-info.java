// SPDX-License-Identifier: Apache-2.0
/** The counts over time, as charts and sparklines. */
@NullMarked
package dev.rollcall.report.html.trend;

import org.jspecify.annotations.NullMarked;
