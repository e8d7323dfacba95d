// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import org.jspecify.annotations.Nullable;

/** The commit that most systems of a flake run; null if it is unknown how far behind it is. */
public record MostRun(
        String flake, String commit, int systems, @Nullable Integer commitsBehind) {}
