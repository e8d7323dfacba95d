// SPDX-License-Identifier: Apache-2.0
/** How CSV, JSON, Markdown, XML and tables are written, whatever they hold. */
@NullMarked
package dev.rollcall.report.format.syntax;

import org.jspecify.annotations.NullMarked;
