// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.Feed;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FeedQueries;
import dev.rollcall.schema.domain.FactKind;
import dev.rollcall.schema.text.Words;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fact: how fresh it is, and how much of it came in over some nights.
 *
 * @param arrived how much came in during the 24 hours before the snapshot; null if it was not counted or there never was any
 */
public record FeedTrend(
        FactKind kind,
        @Nullable TimeView newest,
        @Nullable String arrived,
        @Nullable Sparkline trend) {

    public static List<FeedTrend> read(
            FeedQueries queries, SnapshotSummary snapshot, List<SnapshotSummary> oldestFirst) {
        Map<FactKind, Map<Long, Integer>> arrived = queries.arrived(oldestFirst);
        return snapshot.feeds().stream()
                .map(feed -> of(feed, snapshot, oldestFirst, arrived.getOrDefault(feed.kind(), Map.of())))
                .toList();
    }

    private static FeedTrend of(
            Feed feed, SnapshotSummary snapshot, List<SnapshotSummary> oldestFirst, Map<Long, Integer> arrived) {
        Integer now = arrived.get(snapshot.id());
        TimeView newest = TimeView.ofNullable(feed.newestAt(), snapshot.asOf());
        return now == null || newest == null
                ? new FeedTrend(feed.kind(), newest, null, null)
                : new FeedTrend(
                        feed.kind(), newest, counted(feed.kind(), now), Sparkline.ofNumbers(oldestFirst, arrived));
    }

    /** A host that sends many states counts once. */
    private static String counted(FactKind kind, int count) {
        return switch (kind) {
            case STATE -> Words.count(count, "host", "hosts");
            case COMMIT -> Words.count(count, "commit", "commits");
            case EVALUATION, HEARTBEAT -> Words.systems(count);
        };
    }
}
