// SPDX-License-Identifier: Apache-2.0
/** Tests of the queries on a real PostgreSQL. */
@NullMarked
package dev.rollcall.report.query;

import org.jspecify.annotations.NullMarked;
