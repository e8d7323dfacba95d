// SPDX-License-Identifier: Apache-2.0
/** Tests of the commands. */
@NullMarked
package dev.rollcall.reconciler.cli;

import org.jspecify.annotations.NullMarked;
