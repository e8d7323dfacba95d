// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotSummary;
import java.util.List;

/** The counts of the kept snapshots up to the shown one: a chart of the last of them, a table of fewer. */
public record TrendView(int kept, int charted, TrendChart chart, List<TrendRow> table) {

    /** The chart shows at most so many snapshots. */
    static final int CHARTED = 120;

    private static final int TABLED = 30;

    /** A snapshot of the table. */
    public record TrendRow(SnapshotView snapshot, List<StatusCount> counts) {}

    /** From the last snapshots, newest first. */
    static TrendView of(Bounded<SnapshotSummary> newestFirst) {
        List<SnapshotSummary> snapshots = newestFirst.shown();
        return new TrendView(
                newestFirst.total(),
                snapshots.size(),
                TrendChart.of(snapshots),
                snapshots.stream()
                        .limit(TABLED)
                        .map(snapshot ->
                                new TrendRow(SnapshotView.of(snapshot), StatusCount.of(snapshot.counts(), null)))
                        .toList());
    }
}
