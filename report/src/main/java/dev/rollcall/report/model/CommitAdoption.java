// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many systems of a flake run a commit. How far it is behind is null if no unpinned system shows it; the times are
 * the first and last deployment among those that still run it.
 *
 * @param systemsOfFlake how many systems run any known commit of the flake
 * @param farthestBehind the most commits that any commit of the flake is behind; null if unknown
 */
public record CommitAdoption(
        String flake,
        String commit,
        boolean isNewest,
        int systems,
        int evaluatedBy,
        @Nullable Integer commitsBehind,
        @Nullable Instant firstDeployedAt,
        @Nullable Instant lastDeployedAt,
        int systemsOfFlake,
        @Nullable Integer farthestBehind) {}
