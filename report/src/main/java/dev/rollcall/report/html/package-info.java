// SPDX-License-Identifier: Apache-2.0
/** The pages of a night. A builder makes a record of ready-made words and geometry, which a template only lays out. */
@NullMarked
package dev.rollcall.report.html;

import org.jspecify.annotations.NullMarked;
