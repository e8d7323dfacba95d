// SPDX-License-Identifier: Apache-2.0
/** Tests of the page of changes. */
@NullMarked
package dev.rollcall.report.html.change;

import org.jspecify.annotations.NullMarked;
