// SPDX-License-Identifier: Apache-2.0
/** Tests of the pages of a whole night. */
@NullMarked
package dev.rollcall.report.html;

import org.jspecify.annotations.NullMarked;
