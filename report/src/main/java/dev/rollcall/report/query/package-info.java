// SPDX-License-Identifier: Apache-2.0
/** The queries of the report and the live status; the only package that uses jOOQ. */
@NullMarked
package dev.rollcall.report.query;

import org.jspecify.annotations.NullMarked;
