// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a system lacks, newest first.
 *
 * @param total how many it lacks, in words
 * @param leavingAlone how many of those that are listed change nothing for the system
 * @param leftOut how many of them are not listed, in words; null if all are
 * @param comparison the address that shows all of them, where the forge is known, and the name of its host
 */
public record LackedView(
        List<Commit> commits,
        String total,
        int leavingAlone,
        @Nullable String leftOut,
        boolean hasSubjects,
        boolean hasAuthors,
        @Nullable String comparison,
        @Nullable String host) {

    /** A commit with the first line of its message and who wrote it, where somebody said so. */
    public record Commit(
            CommitView commit,
            @Nullable String subject,
            @Nullable String author,
            TimeView since,
            boolean leavesAlone) {}
}
