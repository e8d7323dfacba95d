// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import org.jspecify.annotations.Nullable;

/** What systems with one reason have in common: their flake and the newest commit it had for them. */
public record Cause(@Nullable String flake, @Nullable String newestCommit, int systems) {}
