// SPDX-License-Identifier: Apache-2.0
/** Evaluation names of systems that differ from their hostnames. */
@NullMarked
package dev.rollcall.reconciler.alias;

import org.jspecify.annotations.NullMarked;
