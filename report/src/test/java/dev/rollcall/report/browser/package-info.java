// SPDX-License-Identifier: Apache-2.0
/** Reports as a browser shows them. */
@NullMarked
package dev.rollcall.report.browser;

import org.jspecify.annotations.NullMarked;
