// SPDX-License-Identifier: Apache-2.0
/** What commands print that more than one command prints, or that is long. */
@NullMarked
package dev.rollcall.reconciler.cli.text;

import org.jspecify.annotations.NullMarked;
