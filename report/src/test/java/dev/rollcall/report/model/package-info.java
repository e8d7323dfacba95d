// SPDX-License-Identifier: Apache-2.0
/** Tests of what the formats share. */
@NullMarked
package dev.rollcall.report.model;

import org.jspecify.annotations.NullMarked;
