// SPDX-License-Identifier: Apache-2.0
/** How fast commits reach systems, as a table, as JSON and as CSV. */
@NullMarked
package dev.rollcall.report.format.rollout;

import org.jspecify.annotations.NullMarked;
