// SPDX-License-Identifier: Apache-2.0
/** Groups of options that commands share, and how options are parsed and listed. */
@NullMarked
package dev.rollcall.reconciler.cli.option;

import org.jspecify.annotations.NullMarked;
