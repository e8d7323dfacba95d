// SPDX-License-Identifier: Apache-2.0
/** The command line. This package contains what all of its subpackages use. */
@NullMarked
package dev.rollcall.reconciler.cli;

import org.jspecify.annotations.NullMarked;
