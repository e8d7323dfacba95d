// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import org.jspecify.annotations.Nullable;

/** The commit that most systems of a flake run; how far it is behind is null where no system tells. */
public record MostRun(
        String flake, String commit, int systems, @Nullable Integer commitsBehind) {}
