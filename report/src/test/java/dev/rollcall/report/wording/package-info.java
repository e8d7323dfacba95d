// SPDX-License-Identifier: Apache-2.0
/** Tests of the sentences that outputs share. */
@NullMarked
package dev.rollcall.report.wording;

import org.jspecify.annotations.NullMarked;
