// SPDX-License-Identifier: Apache-2.0
/** A generated fleet with a realistic story, to try Rollcall. */
@NullMarked
package dev.rollcall.reconciler.demo;

import org.jspecify.annotations.NullMarked;
