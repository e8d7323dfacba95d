// SPDX-License-Identifier: Apache-2.0
/** What is inside of what systems run: who still runs what, and what changes. */
@NullMarked
package dev.rollcall.report.html.closure;

import org.jspecify.annotations.NullMarked;
