// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A commit on the branch of a flake since its effective time; subject and author are null where nobody said them.
 *
 * @param version the NixOS that it builds, null where its systems differ or the night has not kept it
 * @param leavesAlone the evaluation names that it changes nothing for, null where the night has not kept them
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

    /** A commit of which nothing is known but what git says. */
    public LineCommit(String hash, Instant countsFrom, @Nullable String subject, @Nullable String author) {
        this(hash, countsFrom, subject, author, null, null);
    }

    /** Whether it builds for a system what the commit before it built. */
    public boolean leavesAlone(SystemRow system) {
        String name = system.alias() == null ? system.hostname() : system.alias();
        return leavesAlone != null && leavesAlone.contains(name);
    }
}
