// SPDX-License-Identifier: Apache-2.0
/** The findings of a night. */
@NullMarked
package dev.rollcall.report.html.finding;

import org.jspecify.annotations.NullMarked;
