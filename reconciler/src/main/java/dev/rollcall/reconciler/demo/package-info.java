// SPDX-License-Identifier: Apache-2.0
/** A generated fleet with a believable story, to see Rollcall at work. */
@NullMarked
package dev.rollcall.reconciler.demo;

import org.jspecify.annotations.NullMarked;
