// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries;
import dev.rollcall.report.query.SnapshotQueries.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts up to a snapshot over a month, and over a year and all time if there are earlier nights, with a limited
 * number of columns.
 */
public final class Trends {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MAX_COLUMNS = 120;
    private static final int DAYS_OF_YEAR = 367;
    private static final int WEEKS = 520;

    private final SnapshotQueries queries;
    private final SnapshotSummary snapshot;

    public Trends(SnapshotQueries queries, SnapshotSummary snapshot) {
        this.queries = queries;
        this.snapshot = snapshot;
    }

    public TrendView ofMonth() {
        return TrendView.of(
                "month",
                "Past 30 days",
                queries.lastOfEach(Period.SECOND, snapshot, snapshot.asOf().minus(MONTH), MAX_COLUMNS),
                Period.SECOND,
                MAX_COLUMNS);
    }

    public List<TrendView> all() {
        Instant first = queries.first(snapshot.matching());
        List<TrendView> trends = new ArrayList<>(List.of(ofMonth()));
        if (first.isBefore(snapshot.asOf().minus(MONTH))) {
            trends.add(TrendView.of(
                    "year",
                    "Past year (last snapshot of each day)",
                    queries.lastOfEach(Period.DAY, snapshot, snapshot.asOf().minus(YEAR), DAYS_OF_YEAR),
                    Period.DAY,
                    DAYS_OF_YEAR));
        }
        if (first.isBefore(snapshot.asOf().minus(YEAR))) {
            trends.add(TrendView.of(
                    "all",
                    "Since the beginning (last snapshot of each week)",
                    queries.lastOfEach(Period.WEEK, snapshot, Instant.EPOCH, WEEKS),
                    Period.WEEK,
                    WEEKS));
        }
        return trends;
    }
}
