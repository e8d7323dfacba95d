// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries.Period;
import dev.rollcall.schema.domain.Status;
import java.util.Comparator;
import java.util.List;

/**
 * The geometry of a chart of stacked columns, one a snapshot. Across it is measured in percent, so that it fits every
 * screen, and proportional to time, so that a missed night is a gap; upwards in pixels from zero.
 */
public record TrendChart(
        List<Series> series, List<Hint> hints, List<Tick> ticks, List<DateLabel> dates, String summary) {

    /** The columns of one status, and where its label stands beside the last of them. */
    public record Series(Status status, String last, boolean isNone, String labelY, List<Block> blocks) {}

    /** A piece of a column. */
    public record Block(String x, String width, String y, String height) {}

    /** What a column says in words, and the snapshot that it stands for. */
    public record Hint(long id, String x, String width, String text) {}

    /** A number of systems on the upward axis. */
    public record Tick(String y, String label) {}

    /** A day on the axis of time; the anchor is that of SVG texts. */
    public record DateLabel(String x, String anchor, String text, boolean isInner) {}

    static TrendChart of(List<SnapshotSummary> newestFirst, Period period) {
        List<SnapshotSummary> snapshots = newestFirst.stream()
                .sorted(Comparator.comparing(SnapshotSummary::asOf))
                .toList();
        return new TrendDrawing(snapshots, period).draw();
    }
}
