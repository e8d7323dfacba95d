// SPDX-License-Identifier: Apache-2.0
/** Tests of lists of systems. */
@NullMarked
package dev.rollcall.report.format.system;

import org.jspecify.annotations.NullMarked;
