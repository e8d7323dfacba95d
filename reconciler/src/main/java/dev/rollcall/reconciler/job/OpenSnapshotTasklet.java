// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;
import static dev.rollcall.schema.jooq.inventory.Routines.isAssessedByRange;
import static dev.rollcall.schema.jooq.inventory.Routines.rulesVersion;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEMS;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.query.Times;
import dev.rollcall.schema.BuildProperties;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Opens the snapshot, which is invisible until published, and plans the ranges of hosts. */
final class OpenSnapshotTasklet implements Tasklet {

    /** Smaller ranges cost more than a second connection saves. */
    private static final int MIN_RANGE_SIZE = 50_000;

    private final DSLContext dsl;
    private final OpenSnapshots snapshots;
    private final Clock clock;
    private final Parallelism parallelism;

    OpenSnapshotTasklet(DSLContext dsl, OpenSnapshots snapshots, Clock clock, Parallelism parallelism) {
        this.dsl = dsl;
        this.snapshots = snapshots;
        this.clock = clock;
        this.parallelism = parallelism;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        JobProgress progress = JobProgress.of(chunk);
        if (progress.isPlanned() && snapshots.isPublished(progress.snapshotId())) {
            return RepeatStatus.FINISHED;
        }
        progress.planned(open(progress.request()), boundaries(progress.request()));
        return RepeatStatus.FINISHED;
    }

    private long open(RunRequest request) {
        OffsetDateTime asOf = request.asOf().atOffset(ZoneOffset.UTC);
        dsl.insertInto(SNAPSHOTS)
                .set(SNAPSHOTS.AS_OF, asOf)
                .set(SNAPSHOTS.MATCHING, request.matching())
                .set(SNAPSHOTS.LABEL, request.label())
                .set(SNAPSHOTS.RUN_TRIGGER, request.trigger())
                .set(SNAPSHOTS.SILENT_AFTER, Times.interval(request.silentAfter()))
                .set(SNAPSHOTS.STALE_AFTER, Times.interval(request.staleAfter()))
                .set(SNAPSHOTS.ROLLCALL_VERSION, BuildProperties.current().version())
                .set(SNAPSHOTS.OPENED_AT, clock.instant().atOffset(ZoneOffset.UTC))
                .set(SNAPSHOTS.RULES_VERSION, rulesVersion())
                // another version of Rollcall may have opened it
                .onConflict(SNAPSHOTS.AS_OF, SNAPSHOTS.MATCHING)
                .doUpdate()
                .setAllToExcluded()
                .where(SNAPSHOTS.PUBLISHED_AT.isNull())
                .execute();
        return dsl.select(SNAPSHOTS.ID)
                .from(SNAPSHOTS)
                .where(SNAPSHOTS.AS_OF.eq(asOf), SNAPSHOTS.MATCHING.eq(request.matching()))
                .fetchSingle(SNAPSHOTS.ID);
    }

    /** The first hostname of every range except the first; empty if ranges don't pay off. */
    private List<String> boundaries(RunRequest request) {
        if (!dsl.select(isAssessedByRange()).fetchSingle().value1()) {
            return List.of();
        }
        int rangeSize = rangeSize(request);
        Field<String> hostname = SYSTEMS.HOSTNAME.collate("C").as("hostname");
        Field<Integer> number =
                rowNumber().over(orderBy(SYSTEMS.HOSTNAME.collate("C"))).as("number");
        var ranked =
                select(hostname, number).from(SYSTEMS).where(SYSTEMS.IS_ACTIVE).asTable("ranked");
        return dsl.select(ranked.field(hostname))
                .from(ranked)
                .where(
                        ranked.field(number).gt(1),
                        ranked.field(number).mod(rangeSize).eq(rangeSize == 1 ? 0 : 1))
                .orderBy(ranked.field(number))
                .fetch(ranked.field(hostname));
    }

    /**
     * Each range ranks all commits and reads the evaluations of the newest, so by default there are only as many ranges
     * as run in parallel.
     */
    private int rangeSize(RunRequest request) {
        Integer asked = request.rangeSize();
        return asked == null ? Math.max(MIN_RANGE_SIZE, shareOfAll()) : asked;
    }

    private int shareOfAll() {
        return 1 + dsl.fetchCount(SYSTEMS, condition(SYSTEMS.IS_ACTIVE)) / parallelism.ranges();
    }
}
