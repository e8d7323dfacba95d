// SPDX-License-Identifier: Apache-2.0
/** Tests of how formats are written. */
@NullMarked
package dev.rollcall.report.format.syntax;

import org.jspecify.annotations.NullMarked;
