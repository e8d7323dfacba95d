// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.util.List;

/** What an import did, source by source, and the lines that it set aside. */
public record ImportResult(List<Taken> sources, List<BadLine> firstBad, long bad) {

    /** How many bad lines are kept to be listed; the others are only counted. */
    static final int MOST_LISTED = 100;

    public ImportResult {
        sources = List.copyOf(sources);
        firstBad = List.copyOf(firstBad);
    }

    /** The lines of one source: {@code lines} were read, {@code added} and {@code changed} rows came of them. */
    public record Taken(InventoryKind kind, String source, long lines, long added, long changed) {}

    public boolean isUnchanged() {
        return sources.stream().allMatch(taken -> taken.added() == 0 && taken.changed() == 0);
    }
}
