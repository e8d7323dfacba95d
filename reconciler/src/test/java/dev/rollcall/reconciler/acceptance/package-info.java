// SPDX-License-Identifier: Apache-2.0
/** A real inventory from import to report, compared with the independent oracle. */
@NullMarked
package dev.rollcall.reconciler.acceptance;

import org.jspecify.annotations.NullMarked;
