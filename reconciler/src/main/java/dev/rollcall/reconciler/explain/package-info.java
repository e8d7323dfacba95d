// SPDX-License-Identifier: Apache-2.0
/** Why a system has its status: the facts, the rule that applied, and why earlier ones did not. */
@NullMarked
package dev.rollcall.reconciler.explain;

import org.jspecify.annotations.NullMarked;
