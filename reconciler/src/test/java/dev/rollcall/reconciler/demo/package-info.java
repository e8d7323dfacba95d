// SPDX-License-Identifier: Apache-2.0
/** Tests of the generated fleet. */
@NullMarked
package dev.rollcall.reconciler.demo;

import org.jspecify.annotations.NullMarked;
