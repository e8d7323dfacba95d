// SPDX-License-Identifier: Apache-2.0
/** Options from properties files and the environment. */
@NullMarked
package dev.rollcall.reconciler.cli.config;

import org.jspecify.annotations.NullMarked;
