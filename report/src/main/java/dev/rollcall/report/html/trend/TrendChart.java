// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries.Period;
import dev.rollcall.schema.domain.Status;
import java.util.Comparator;
import java.util.List;

/**
 * The geometry of a chart of stacked columns, one per snapshot. Horizontal values are percentages, to fit every screen,
 * and proportional to time, so a missed night is a gap; vertical values are pixels from zero.
 */
public record TrendChart(
        List<Series> series, List<Hint> hints, List<Tick> ticks, List<DateLabel> dates, String summary) {

    /** The columns of one status, and the position of its label beside the last of them. */
    public record Series(Status status, String last, boolean isNone, String labelY, List<Block> blocks) {}

    /** A piece of a column. */
    public record Block(String x, String width, String y, String height) {}

    /** A column in words, and its snapshot. */
    public record Hint(long id, String x, String width, String text) {}

    /** A number of systems on the vertical axis. */
    public record Tick(String y, String label) {}

    /** A day on the time axis; the anchor is that of SVG texts. */
    public record DateLabel(String x, String anchor, String text, boolean isInner) {}

    static TrendChart of(List<SnapshotSummary> newestFirst, Period period) {
        List<SnapshotSummary> snapshots = newestFirst.stream()
                .sorted(Comparator.comparing(SnapshotSummary::asOf))
                .toList();
        return new TrendDrawing(snapshots, period).draw();
    }
}
