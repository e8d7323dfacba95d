// SPDX-License-Identifier: Apache-2.0
/** Tests of the geometry of charts. */
@NullMarked
package dev.rollcall.report.html.trend;

import org.jspecify.annotations.NullMarked;
