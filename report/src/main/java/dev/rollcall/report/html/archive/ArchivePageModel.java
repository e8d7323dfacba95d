// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.archive;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.schema.domain.Outcome;
import java.util.Arrays;
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

    /** Whether any snapshot has no report in the archive. */
    public boolean lacksReports() {
        return months.stream().flatMap(month -> month.rows().stream()).anyMatch(row -> row.link() == null);
    }

    /** The filters for nights: properties of some nights, but not all. */
    public List<Choice> choices() {
        List<Row> rows = months.stream().flatMap(month -> month.rows().stream()).toList();
        return Arrays.stream(Kind.values())
                .map(kind -> new Choice(
                        kind.slug(),
                        kind.label(),
                        rows.stream()
                                .filter(row -> row.kinds().contains(kind.slug()))
                                .count()))
                .filter(choice -> choice.count() > 0 && choice.count() < rows.size())
                .toList();
    }

    /** A filter, as a class of matching rows and an anchor. */
    public record Choice(String kind, String label, long count) {}

    /** What people look for in the archive. */
    enum Kind {
        FELL("fell", "Fewer Up to Date than before"),
        UNKNOWN("unknown", "With Unknown State"),
        FAILED("failed", "Gate not passed"),
        UNREPORTED("unreported", "Without a report");

        private final String slug;
        private final String label;

        Kind(String slug, String label) {
            this.slug = slug;
            this.label = label;
        }

        String slug() {
            return slug;
        }

        String label() {
            return label;
        }
    }

    /** Whether any snapshot differs from an ordinary run. */
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
     * @param link null if the archive has no report of it
     * @param gate null without a gate
     * @param kinds the filters that it matches
     * @param notes how it differs from an ordinary run: its label, another trigger, another matching
     */
    public record Row(
            SnapshotView snapshot,
            @Nullable String link,
            List<StatusCount> counts,
            @Nullable Outcome gate,
            List<String> notes,
            List<String> kinds) {}
}
