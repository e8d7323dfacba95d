// SPDX-License-Identifier: Apache-2.0
/** The whole way on a real inventory, held against the independent oracle. */
@NullMarked
package dev.rollcall.reconciler.acceptance;

import org.jspecify.annotations.NullMarked;
