// SPDX-License-Identifier: Apache-2.0
/** The paths of pages, files and places on a page. */
@NullMarked
package dev.rollcall.report.html.link;

import org.jspecify.annotations.NullMarked;
