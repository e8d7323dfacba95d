// SPDX-License-Identifier: Apache-2.0
/** Writes CSV, JSON, Markdown, XML and tables with any content. */
@NullMarked
package dev.rollcall.report.format.syntax;

import org.jspecify.annotations.NullMarked;
