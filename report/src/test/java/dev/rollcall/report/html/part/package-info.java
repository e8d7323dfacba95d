// SPDX-License-Identifier: Apache-2.0
/** Tests of the parts that pages share. */
@NullMarked
package dev.rollcall.report.html.part;

import org.jspecify.annotations.NullMarked;
