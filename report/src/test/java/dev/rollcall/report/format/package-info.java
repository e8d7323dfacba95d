// SPDX-License-Identifier: Apache-2.0
/** Tests of the machine formats and the terminal table. */
@NullMarked
package dev.rollcall.report.format;

import org.jspecify.annotations.NullMarked;
