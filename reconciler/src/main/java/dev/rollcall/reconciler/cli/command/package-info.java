// SPDX-License-Identifier: Apache-2.0
/** The commands, one class each, and {@link dev.rollcall.reconciler.cli.command.Rollcall}, which contains them all. */
@NullMarked
package dev.rollcall.reconciler.cli.command;

import org.jspecify.annotations.NullMarked;
