// SPDX-License-Identifier: Apache-2.0
/** Tests of the data shared by the formats. */
@NullMarked
package dev.rollcall.report.model;

import org.jspecify.annotations.NullMarked;
