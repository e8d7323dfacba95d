// SPDX-License-Identifier: Apache-2.0
/** Sentences shared by outputs: the verdict on a fleet, what to do about a system, which nights are missing. */
@NullMarked
package dev.rollcall.report.wording;

import org.jspecify.annotations.NullMarked;
