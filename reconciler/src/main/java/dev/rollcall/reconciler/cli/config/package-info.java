// SPDX-License-Identifier: Apache-2.0
/** The options that a properties file and the environment give. */
@NullMarked
package dev.rollcall.reconciler.cli.config;

import org.jspecify.annotations.NullMarked;
