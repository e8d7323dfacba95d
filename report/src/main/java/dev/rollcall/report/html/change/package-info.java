// SPDX-License-Identifier: Apache-2.0
/** What changed since the baseline. */
@NullMarked
package dev.rollcall.report.html.change;

import org.jspecify.annotations.NullMarked;
