// SPDX-License-Identifier: Apache-2.0
/** The commands, one class each, and what they share: options, exit codes, messages. */
@NullMarked
package dev.rollcall.reconciler.cli;

import org.jspecify.annotations.NullMarked;
