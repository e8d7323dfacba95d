// SPDX-License-Identifier: Apache-2.0
/** Tests of the templates. */
@NullMarked
package dev.rollcall.report.html.page;

import org.jspecify.annotations.NullMarked;
