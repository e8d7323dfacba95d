// SPDX-License-Identifier: Apache-2.0
/** The systems of a night, in tables and on the permanent page of each. */
@NullMarked
package dev.rollcall.report.html.system;

import org.jspecify.annotations.NullMarked;
