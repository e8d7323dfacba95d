// SPDX-License-Identifier: Apache-2.0
/** The reads behind the report and the live status: the only package that knows jOOQ. */
@NullMarked
package dev.rollcall.report.query;

import org.jspecify.annotations.NullMarked;
