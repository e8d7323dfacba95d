// SPDX-License-Identifier: Apache-2.0
/** The pages: each builds one record of ready-made words and geometry, which its template only lays out. */
@NullMarked
package dev.rollcall.report.html;

import org.jspecify.annotations.NullMarked;
