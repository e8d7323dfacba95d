// SPDX-License-Identifier: Apache-2.0
/** Tests of the pages' geometry and words. */
@NullMarked
package dev.rollcall.report.html;

import org.jspecify.annotations.NullMarked;
