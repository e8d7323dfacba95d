// SPDX-License-Identifier: Apache-2.0
/** Lists of systems: the output of {@code status}, {@code systems.csv}, and the files that pages load. */
@NullMarked
package dev.rollcall.report.format.system;

import org.jspecify.annotations.NullMarked;
