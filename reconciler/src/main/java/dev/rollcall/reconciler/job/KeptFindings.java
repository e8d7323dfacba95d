// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.FEED_COUNTS;
import static dev.rollcall.schema.jooq.history.Tables.FINDINGS;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;
import static dev.rollcall.schema.jooq.inventory.Tables.COUNT_ARRIVALS;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.rollcall.reconciler.doctor.Thresholds;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.inventory.tables.CountArrivals;
import dev.rollcall.schema.jooq.inventory.tables.Feeds;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Stores with a night the findings about the inventory, how fresh it is, and how much came. */
record KeptFindings(Clock clock) {

    /** Needs the facts and the statuses of the night. Replaces what a killed run has stored. */
    int keep(DSLContext dsl, long snapshotId, RunRequest request) {
        Thresholds thresholds = new Thresholds(request.staleAfter());
        // with matching by name the gathered facts have no branch order, which findings need, so these read the
        // inventory
        Long factsOf = request.matching() == Matching.EVIDENCE ? snapshotId : null;
        dsl.deleteFrom(FINDINGS).where(FINDINGS.SNAPSHOT_ID.eq(snapshotId)).execute();
        countArrivals(dsl, request, factsOf);
        // the findings read how fresh the inventory is
        recordFreshness(dsl, snapshotId, thresholds.feeds(request.asOf(), factsOf));
        FindFindings found = thresholds.findings(request.asOf(), clock.instant(), baseline(dsl, request), factsOf);
        return dsl.insertInto(
                        FINDINGS,
                        FINDINGS.SNAPSHOT_ID,
                        FINDINGS.FINDING,
                        FINDINGS.SUBJECT,
                        FINDINGS.DETAIL,
                        FINDINGS.RESEMBLES)
                .select(select(val(snapshotId), found.FINDING, found.SUBJECT, found.DETAIL, found.RESEMBLES)
                        .from(found))
                .execute();
    }

    private static @Nullable Instant baseline(DSLContext dsl, RunRequest request) {
        return ReportQueries.of(dsl)
                .references(request.matching())
                .before(request.asOf())
                .map(SnapshotSummary::asOf)
                .orElse(null);
    }

    /** How much came, by which the findings notice a step; a night by name keeps none. */
    private static void countArrivals(DSLContext dsl, RunRequest request, @Nullable Long factsOf) {
        if (factsOf != null) {
            dsl.deleteFrom(FEED_COUNTS)
                    .where(FEED_COUNTS.SNAPSHOT_ID.eq(factsOf))
                    .execute();
            CountArrivals counted = COUNT_ARRIVALS.call(request.asOf().atOffset(ZoneOffset.UTC), factsOf);
            dsl.insertInto(FEED_COUNTS, FEED_COUNTS.SNAPSHOT_ID, FEED_COUNTS.FEED, FEED_COUNTS.ARRIVED)
                    .select(select(val(factsOf), counted.FEED, counted.ARRIVED).from(counted))
                    .execute();
        }
    }

    private static void recordFreshness(DSLContext dsl, long snapshotId, Feeds feeds) {
        Map<String, OffsetDateTime> newest = dsl.selectFrom(feeds).fetchMap(feeds.FEED, feeds.NEWEST_AT);
        dsl.update(SNAPSHOTS)
                .set(SNAPSHOTS.NEWEST_STATE_AT, newest.get("states"))
                .set(SNAPSHOTS.NEWEST_EVALUATION_AT, newest.get("evaluations"))
                .set(SNAPSHOTS.NEWEST_COMMIT_AT, newest.get("commits"))
                .set(SNAPSHOTS.NEWEST_HEARTBEAT_AT, newest.get("heartbeats"))
                .where(SNAPSHOTS.ID.eq(snapshotId))
                .execute();
    }
}
