// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.error.NamedError;
import java.util.List;

/**
 * The result of an import per source, and the skipped lines.
 *
 * @param messages warnings, safe for a terminal
 * @param failures the errors of files that could not be imported
 * @param movedCommits how many commits the branch lost or got back
 */
public record ImportResult(
        List<Taken> sources,
        List<String> messages,
        List<NamedError> failures,
        long movedCommits,
        List<BadLine> firstBad,
        long bad) {

    /** How many bad lines are kept for listing; the others are only counted. */
    static final int MAX_LISTED = 100;

    public ImportResult {
        sources = List.copyOf(sources);
        messages = List.copyOf(messages);
        failures = List.copyOf(failures);
        firstBad = List.copyOf(firstBad);
    }

    /**
     * The lines of the sources of one kind: {@code lines} were read, not counting blank ones, {@code added} and {@code
     * changed} rows resulted; {@code empty} are the sources without lines.
     */
    public record Taken(FileKind kind, String source, long lines, long added, long changed, List<String> empty) {

        public Taken {
            empty = List.copyOf(empty);
        }

        boolean isChange() {
            return added > 0 || changed > 0;
        }
    }

    /** Whether everything was already known. */
    public boolean isUnchanged() {
        return movedCommits == 0
                && bad == 0
                && failures.isEmpty()
                && sources.stream().noneMatch(Taken::isChange)
                && sources.stream().anyMatch(taken -> taken.lines() > 0);
    }
}
