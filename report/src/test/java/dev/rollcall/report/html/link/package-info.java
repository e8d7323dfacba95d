// SPDX-License-Identifier: Apache-2.0
/** Tests of the names of files and anchors. */
@NullMarked
package dev.rollcall.report.html.link;

import org.jspecify.annotations.NullMarked;
