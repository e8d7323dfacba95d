// SPDX-License-Identifier: Apache-2.0
/** Tests of comparisons. */
@NullMarked
package dev.rollcall.report.format.diff;

import org.jspecify.annotations.NullMarked;
