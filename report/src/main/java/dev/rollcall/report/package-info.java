// SPDX-License-Identifier: Apache-2.0
/** Writes a published snapshot and its baseline to files. */
@NullMarked
package dev.rollcall.report;

import org.jspecify.annotations.NullMarked;
