// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries.Period;
import java.util.List;

/**
 * Counts over time: a chart, and a table of its last snapshots; the id distinguishes its parts from those of other
 * charts.
 */
public record TrendView(String id, String title, int total, int charted, TrendChart chart, List<TrendRow> table) {

    public record TrendRow(SnapshotView snapshot, List<StatusCount> counts) {}

    /** From snapshots, newest first and one per period, with a limited table. */
    public static TrendView of(
            String id, String title, Bounded<SnapshotSummary> newestFirst, Period period, int tabled) {
        List<SnapshotSummary> snapshots = newestFirst.shown();
        return new TrendView(
                id,
                title,
                newestFirst.total(),
                snapshots.size(),
                TrendChart.of(snapshots, period),
                snapshots.stream()
                        .limit(tabled)
                        .map(snapshot ->
                                new TrendRow(SnapshotView.of(snapshot), StatusCount.of(snapshot.counts(), null)))
                        .toList());
    }
}
