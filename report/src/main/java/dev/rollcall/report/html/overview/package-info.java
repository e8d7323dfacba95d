// SPDX-License-Identifier: Apache-2.0
/** The first page of a night. */
@NullMarked
package dev.rollcall.report.html.overview;

import org.jspecify.annotations.NullMarked;
