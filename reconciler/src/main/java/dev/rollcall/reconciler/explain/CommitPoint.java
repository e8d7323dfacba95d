// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit.
 *
 * @param at its date
 * @param countsFrom since when it is on the branch; null if not queried
 * @param subject the first line of its message, if known
 * @param author its author, if known
 * @param evaluation the outcome of its evaluation for the system; null if not queried
 * @param leavesAlone whether it builds the same as its predecessor for the system; null if unknown
 */
public record CommitPoint(
        String hash,
        Instant at,
        @Nullable Instant countsFrom,
        @Nullable String subject,
        @Nullable String author,
        @Nullable String evaluation,
        @Nullable Boolean leavesAlone) {}
