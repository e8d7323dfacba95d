// SPDX-License-Identifier: Apache-2.0
/** The index of the archive. */
@NullMarked
package dev.rollcall.report.html.archive;

import org.jspecify.annotations.NullMarked;
