// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FEED_COUNTS;
import static org.jooq.impl.DSL.any;

import dev.rollcall.report.model.SnapshotSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads how much came of each kind of fact. */
public final class FeedQueries {

    private final DSLContext dsl;

    FeedQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** By kind (states, evaluations, commits, heartbeats) and id of the snapshot; nothing for snapshots that keep none. */
    public Map<String, Map<Long, Integer>> arrived(List<SnapshotSummary> snapshots) {
        Map<String, Map<Long, Integer>> arrived = new HashMap<>();
        dsl.selectFrom(FEED_COUNTS)
                .where(FEED_COUNTS.SNAPSHOT_ID.eq(any(StripQueries.ids(snapshots))))
                .forEach(row -> arrived.computeIfAbsent(row.getFeed(), any -> new HashMap<>())
                        .put(row.getSnapshotId(), row.getArrived()));
        return arrived;
    }
}
