// SPDX-License-Identifier: Apache-2.0
/** What every page uses: the night, the frame, the templates and the assets. */
@NullMarked
package dev.rollcall.report.html.page;

import org.jspecify.annotations.NullMarked;
