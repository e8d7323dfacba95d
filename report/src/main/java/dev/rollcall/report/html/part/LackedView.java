// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a system lacks, newest first.
 *
 * @param total how many it lacks, in words
 * @param leavingAlone how many of those listed don't change the system
 * @param leftOut how many are not listed, in words; null if all are
 * @param comparison the URL that shows all of them, and the name of its host; null if the forge is unknown
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

    /** A commit with subject and author if known. */
    public record Commit(
            CommitView commit,
            @Nullable String subject,
            @Nullable String author,
            TimeView since,
            boolean leavesAlone) {}
}
