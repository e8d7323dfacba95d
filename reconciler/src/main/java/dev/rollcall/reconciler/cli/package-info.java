// SPDX-License-Identifier: Apache-2.0
/** The command line; here is what all of its rooms need. */
@NullMarked
package dev.rollcall.reconciler.cli;

import org.jspecify.annotations.NullMarked;
