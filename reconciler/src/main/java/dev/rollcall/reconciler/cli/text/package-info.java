// SPDX-License-Identifier: Apache-2.0
/** Output shared by several commands, or too long for one. */
@NullMarked
package dev.rollcall.reconciler.cli.text;

import org.jspecify.annotations.NullMarked;
