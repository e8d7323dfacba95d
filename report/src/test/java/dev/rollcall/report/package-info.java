// SPDX-License-Identifier: Apache-2.0
/** Tests of the report as a whole, and shared helpers. */
@NullMarked
package dev.rollcall.report;

import org.jspecify.annotations.NullMarked;
