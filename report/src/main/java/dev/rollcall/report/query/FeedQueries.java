// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FEED_COUNTS;
import static java.util.stream.Collectors.toMap;
import static org.jooq.impl.DSL.any;

import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.FactKind;
import java.util.Arrays;
import java.util.EnumMap;
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

    /** By kind and id of the snapshot; nothing for snapshots that keep none. */
    public Map<FactKind, Map<Long, Integer>> arrived(List<SnapshotSummary> snapshots) {
        Map<String, FactKind> kinds = Arrays.stream(FactKind.values()).collect(toMap(FactKind::plural, kind -> kind));
        Map<FactKind, Map<Long, Integer>> arrived = new EnumMap<>(FactKind.class);
        dsl.selectFrom(FEED_COUNTS)
                .where(FEED_COUNTS.SNAPSHOT_ID.eq(any(StripQueries.ids(snapshots))))
                .forEach(row -> arrived.computeIfAbsent(kinds.get(row.getFeed()), any -> new HashMap<>())
                        .put(row.getSnapshotId(), row.getArrived()));
        return arrived;
    }
}
