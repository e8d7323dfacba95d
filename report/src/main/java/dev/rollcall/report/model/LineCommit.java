// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A commit on the branch of a flake since its effective time; subject and author are null if unknown.
 *
 * @param version the NixOS version that it builds; null if its systems differ or the night has not stored it
 * @param leavesAlone the evaluation names that it does not change; null if the night has not stored them
 */
public record LineCommit(
        String hash,
        Instant countsFrom,
        @Nullable String subject,
        @Nullable String author,
        @Nullable String version,
        @Nullable Set<String> leavesAlone) {

    public LineCommit {
        leavesAlone = leavesAlone == null ? null : Set.copyOf(leavesAlone);
    }

    /** A commit with only what git says. */
    public LineCommit(String hash, Instant countsFrom, @Nullable String subject, @Nullable String author) {
        this(hash, countsFrom, subject, author, null, null);
    }

    /** Whether it builds the same as its predecessor for a system. */
    public boolean leavesAlone(SystemRow system) {
        String name = system.alias() == null ? system.hostname() : system.alias();
        return leavesAlone != null && leavesAlone.contains(name);
    }
}
