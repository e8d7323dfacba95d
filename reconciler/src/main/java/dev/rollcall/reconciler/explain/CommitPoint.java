// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit.
 *
 * @param at its date
 * @param countsFrom since when it is on the branch; null where not asked
 * @param subject the first line of its message, where that is known
 * @param author who wrote it, where that is known
 * @param evaluation how it evaluates for the system, in a word; null where not asked
 * @param leavesAlone whether it builds for the system what the commit before it builds; null where that is not known
 */
public record CommitPoint(
        String hash,
        Instant at,
        @Nullable Instant countsFrom,
        @Nullable String subject,
        @Nullable String author,
        @Nullable String evaluation,
        @Nullable Boolean leavesAlone) {}
