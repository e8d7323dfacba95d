// SPDX-License-Identifier: Apache-2.0
/** Parts of several pages: a snapshot, a commit, a time, a count, an error, a verdict. */
@NullMarked
package dev.rollcall.report.html.part;

import org.jspecify.annotations.NullMarked;
