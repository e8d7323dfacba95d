// SPDX-License-Identifier: Apache-2.0
/** Tests of the pages of flakes. */
@NullMarked
package dev.rollcall.report.html.flake;

import org.jspecify.annotations.NullMarked;
