// SPDX-License-Identifier: Apache-2.0
/** Tests of the formats of a snapshot. */
@NullMarked
package dev.rollcall.report.format.export;

import org.jspecify.annotations.NullMarked;
