// SPDX-License-Identifier: Apache-2.0
/** Where each page, file and place on a page is. */
@NullMarked
package dev.rollcall.report.html.link;

import org.jspecify.annotations.NullMarked;
