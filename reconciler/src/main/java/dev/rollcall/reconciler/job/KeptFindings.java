// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.FEED_COUNTS;
import static dev.rollcall.schema.jooq.history.Tables.FINDINGS;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;
import static dev.rollcall.schema.jooq.inventory.Tables.COUNT_ARRIVALS;
import static dev.rollcall.schema.jooq.inventory.Tables.FEEDS;
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
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Records the findings about the inventory, how fresh it is, and how much came. */
final class RecordFindingsTasklet implements Tasklet {

    private final DSLContext dsl;
    private final OpenSnapshots snapshots;
    private final Clock clock;

    RecordFindingsTasklet(DSLContext dsl, OpenSnapshots snapshots, Clock clock) {
        this.dsl = dsl;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        JobProgress progress = JobProgress.of(chunk);
        RunRequest request = progress.request();
        dsl.execute("set local work_mem = '64MB'");
        snapshots.requireOpen(progress.snapshotId());
        // a killed run may have stored them without recording it
        dsl.deleteFrom(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(progress.snapshotId()))
                .execute();
        countArrivals(progress);
        Instant baseline = ReportQueries.of(dsl)
                .references(request.matching())
                .before(request.asOf())
                .map(SnapshotSummary::asOf)
                .orElse(null);
        FindFindings found = Thresholds.stale(request.staleAfter())
                .findings(request.asOf(), clock.instant(), baseline, factsOf(progress));
        int recorded = dsl.insertInto(
                        FINDINGS,
                        FINDINGS.SNAPSHOT_ID,
                        FINDINGS.FINDING,
                        FINDINGS.SUBJECT,
                        FINDINGS.DETAIL,
                        FINDINGS.RESEMBLES)
                .select(select(val(progress.snapshotId()), found.FINDING, found.SUBJECT, found.DETAIL, found.RESEMBLES)
                        .from(found))
                .execute();
        recordFreshness(progress);
        contribution.incrementWriteCount(recorded);
        return RepeatStatus.FINISHED;
    }

    /** How much came, by which the findings notice a step; a night by name keeps none. */
    private void countArrivals(JobProgress progress) {
        Long factsOf = factsOf(progress);
        if (factsOf != null) {
            dsl.deleteFrom(FEED_COUNTS)
                    .where(FEED_COUNTS.SNAPSHOT_ID.eq(factsOf))
                    .execute();
            CountArrivals counted =
                    COUNT_ARRIVALS.call(progress.request().asOf().atOffset(ZoneOffset.UTC), factsOf);
            dsl.insertInto(FEED_COUNTS, FEED_COUNTS.SNAPSHOT_ID, FEED_COUNTS.FEED, FEED_COUNTS.ARRIVED)
                    .select(select(val(factsOf), counted.FEED, counted.ARRIVED).from(counted))
                    .execute();
        }
    }

    private void recordFreshness(JobProgress progress) {
        RunRequest request = progress.request();
        Feeds feeds = FEEDS.call(
                request.asOf().atOffset(ZoneOffset.UTC), YearToSecond.valueOf(request.staleAfter()), factsOf(progress));
        Map<String, OffsetDateTime> newest = dsl.selectFrom(feeds).fetchMap(feeds.FEED, feeds.NEWEST_AT);
        dsl.update(SNAPSHOTS)
                .set(SNAPSHOTS.NEWEST_STATE_AT, newest.get("states"))
                .set(SNAPSHOTS.NEWEST_EVALUATION_AT, newest.get("evaluations"))
                .set(SNAPSHOTS.NEWEST_COMMIT_AT, newest.get("commits"))
                .set(SNAPSHOTS.NEWEST_HEARTBEAT_AT, newest.get("heartbeats"))
                .where(SNAPSHOTS.ID.eq(progress.snapshotId()))
                .execute();
    }

    /**
     * With matching by name the gathered facts have no branch order, which findings need, so these read the inventory.
     */
    private static @Nullable Long factsOf(JobProgress progress) {
        return progress.request().matching() == Matching.EVIDENCE ? progress.snapshotId() : null;
    }
}
