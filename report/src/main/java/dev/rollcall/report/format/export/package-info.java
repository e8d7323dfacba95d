// SPDX-License-Identifier: Apache-2.0
/** A whole snapshot for machines, one class for each format, and the verdict of the gate. */
@NullMarked
package dev.rollcall.report.format.export;

import org.jspecify.annotations.NullMarked;
