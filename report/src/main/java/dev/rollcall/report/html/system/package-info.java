// SPDX-License-Identifier: Apache-2.0
/** The systems of a night, in tables and on their permanent pages. */
@NullMarked
package dev.rollcall.report.html.system;

import org.jspecify.annotations.NullMarked;
