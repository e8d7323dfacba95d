// SPDX-License-Identifier: Apache-2.0
/**
 * The specification of the verdicts: each rule, reason, edge case and finding on the smallest inventory that shows it.
 */
@NullMarked
package dev.rollcall.schema.rules;

import org.jspecify.annotations.NullMarked;
