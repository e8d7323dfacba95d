// SPDX-License-Identifier: Apache-2.0
/** The pages of a night. A builder creates a record of display strings and geometry for a template to lay out. */
@NullMarked
package dev.rollcall.report.html;

import org.jspecify.annotations.NullMarked;
