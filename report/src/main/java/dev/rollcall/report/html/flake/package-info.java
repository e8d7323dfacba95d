// SPDX-License-Identifier: Apache-2.0
/** The flakes of a night, and the page of each. */
@NullMarked
package dev.rollcall.report.html.flake;

import org.jspecify.annotations.NullMarked;
