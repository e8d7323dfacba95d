// SPDX-License-Identifier: Apache-2.0
/** Tests of what pages show of systems. */
@NullMarked
package dev.rollcall.report.html.system;

import org.jspecify.annotations.NullMarked;
