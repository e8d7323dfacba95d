// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.FINDINGS;
import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.rollcall.reconciler.doctor.Thresholds;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Records what a person should mend in the inventory. */
final class RecordFindingsTasklet implements Tasklet {

    private final DSLContext dsl;
    private final Clock clock;

    RecordFindingsTasklet(DSLContext dsl, Clock clock) {
        this.dsl = dsl;
        this.clock = clock;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        JobProgress progress = JobProgress.of(chunk);
        RunRequest request = progress.request();
        dsl.execute("set local work_mem = '64MB'");
        new SnapshotQueries(dsl).requireOpen(progress.snapshotId());
        // a killed run may have stored them and not the word that it is done
        dsl.deleteFrom(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(progress.snapshotId()))
                .execute();
        FindFindings found = Thresholds.stale(request.staleAfter())
                .findings(request.asOf(), clock.instant(), baseline(request), factsOf(progress));
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
        contribution.incrementWriteCount(recorded);
        return RepeatStatus.FINISHED;
    }

    /** The facts of a night by name know no line of commits, which findings always speak of: these read the inventory. */
    private static @Nullable Long factsOf(JobProgress progress) {
        return progress.request().matching() == Matching.EVIDENCE ? progress.snapshotId() : null;
    }

    /** The instant of the snapshot before; null where there is none. */
    private @Nullable Instant baseline(RunRequest request) {
        OffsetDateTime asOf = dsl.select(max(PUBLISHED_SNAPSHOTS.AS_OF))
                .from(PUBLISHED_SNAPSHOTS)
                .where(
                        PUBLISHED_SNAPSHOTS.MATCHING.eq(request.matching().code()),
                        PUBLISHED_SNAPSHOTS.AS_OF.lt(request.asOf().atOffset(ZoneOffset.UTC)))
                .fetchSingle()
                .value1();
        return asOf == null ? null : asOf.toInstant();
    }
}
