// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.GateOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the archive's index: snapshots newest first, by month. */
public record ArchivePageModel(
        PageFrame frame,
        int number,
        @Nullable String newerPage,
        @Nullable String olderPage,
        List<Month> months,
        boolean isJudged) {

    /** Whether there is a snapshot that the archive holds no report of. */
    public boolean lacksReports() {
        return months.stream().flatMap(month -> month.rows().stream()).anyMatch(row -> row.link() == null);
    }

    /** Whether any snapshot is unlike an ordinary run. */
    public boolean hasNotes() {
        return months.stream()
                .flatMap(month -> month.rows().stream())
                .anyMatch(row -> !row.notes().isEmpty());
    }

    /** The snapshots of a calendar month in UTC. */
    public record Month(String name, String anchor, List<Row> rows) {}

    /**
     * A snapshot.
     *
     * @param link null where the archive holds no report of it
     * @param gate null where no gate judged it
     * @param notes what sets it apart from an ordinary run: its label, another trigger, another matching
     */
    public record Row(
            SnapshotView snapshot,
            @Nullable String link,
            List<StatusCount> counts,
            @Nullable GateOutcome gate,
            List<String> notes) {}
}
