// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.EXPENDABLE_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;
import static org.jooq.impl.DSL.select;

import dev.rollcall.schema.jooq.history.tables.ExpendableSnapshots;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Thins the history out, counted back from the instant of the run. Written reports stay where they are. */
final class ApplyRetentionTasklet implements Tasklet {

    static final Duration ALL_FOR = Duration.ofDays(35);
    static final Duration DAILY_FOR = Duration.ofDays(400);

    private final DSLContext dsl;

    ApplyRetentionTasklet(DSLContext dsl) {
        this.dsl = dsl;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        ExpendableSnapshots expendable = EXPENDABLE_SNAPSHOTS(
                JobProgress.of(chunk).request().asOf().atOffset(ZoneOffset.UTC),
                YearToSecond.valueOf(ALL_FOR),
                YearToSecond.valueOf(DAILY_FOR));
        int removed = dsl.deleteFrom(SNAPSHOTS)
                .where(SNAPSHOTS.ID.in(select(expendable.ID).from(expendable)))
                .execute();
        contribution.incrementWriteCount(removed);
        return RepeatStatus.FINISHED;
    }
}
