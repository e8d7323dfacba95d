// SPDX-License-Identifier: Apache-2.0
/** A whole snapshot and the gate's verdict in machine-readable formats, one class each. */
@NullMarked
package dev.rollcall.report.format.export;

import org.jspecify.annotations.NullMarked;
