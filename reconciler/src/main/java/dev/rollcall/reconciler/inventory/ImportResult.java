// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.error.NamedError;
import java.util.List;

/**
 * What an import did, source by source, and the lines that it set aside.
 *
 * @param messages what a person should know of it, each fit for a terminal
 * @param failures the files that could not be taken at all, each with its error
 * @param movedCommits how many commits the branch lost or got back
 */
public record ImportResult(
        List<Taken> sources,
        List<String> messages,
        List<NamedError> failures,
        long movedCommits,
        List<BadLine> firstBad,
        long bad) {

    /** How many bad lines are kept to be listed; the others are only counted. */
    static final int MOST_LISTED = 100;

    public ImportResult {
        sources = List.copyOf(sources);
        messages = List.copyOf(messages);
        failures = List.copyOf(failures);
        firstBad = List.copyOf(firstBad);
    }

    /**
     * The lines of the sources of one kind: {@code lines} were read, blank ones not counted, {@code added} and
     * {@code changed} rows came of them; {@code empty} are the sources without a line.
     */
    public record Taken(InventoryKind kind, String source, long lines, long added, long changed, List<String> empty) {

        public Taken {
            empty = List.copyOf(empty);
        }

        boolean isChange() {
            return added > 0 || changed > 0;
        }
    }

    /** Whether all of what there was to import was known. */
    public boolean isUnchanged() {
        return movedCommits == 0
                && bad == 0
                && failures.isEmpty()
                && sources.stream().noneMatch(Taken::isChange)
                && sources.stream().anyMatch(taken -> taken.lines() > 0);
    }
}
