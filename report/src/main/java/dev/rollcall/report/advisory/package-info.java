// SPDX-License-Identifier: Apache-2.0
/** Known vulnerabilities of what systems run, as scanners reported them; Rollcall itself matches no names. */
@NullMarked
package dev.rollcall.report.advisory;

import org.jspecify.annotations.NullMarked;
