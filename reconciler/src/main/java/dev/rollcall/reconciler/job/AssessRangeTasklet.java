// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.NIGHT_SYSTEMS;
import static dev.rollcall.schema.jooq.history.Tables.RECENT_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static java.util.Objects.requireNonNull;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import dev.rollcall.report.query.Times;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Assesses one range of hosts in one transaction. The rules run in the database, and no row passes through here.
 *
 * <p>The transaction is a repeatable read: what the rules look up in the inventory, beside the gathered facts, is as it was
 * at one moment.
 */
final class AssessRangeTasklet implements Tasklet {

    private final DSLContext dsl;
    private final OpenSnapshots snapshots;

    AssessRangeTasklet(DSLContext dsl, OpenSnapshots snapshots) {
        this.dsl = dsl;
        this.snapshots = snapshots;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        StepExecution step = chunk.getStepContext().getStepExecution();
        JobProgress progress = JobProgress.of(step.getJobExecution());
        HostRange range = HostRange.of(step.getExecutionContext());
        Sessions.of(progress).prepare(dsl);
        snapshots.requireOpen(progress.snapshotId());
        deleteEarlier(progress.snapshotId(), range);
        int assessed = assess(progress.snapshotId(), progress.request(), range);
        requireEverySystemOnce(progress.snapshotId(), range, assessed);
        contribution.incrementWriteCount(assessed);
        return RepeatStatus.FINISHED;
    }

    /** A killed run may have stored the rows of a range without recording it. */
    private void deleteEarlier(long snapshotId, HostRange range) {
        dsl.deleteFrom(RECENT_STATUSES)
                .where(RECENT_STATUSES.SNAPSHOT_ID.eq(snapshotId), within(range, RECENT_STATUSES.HOSTNAME))
                .execute();
    }

    private int assess(long snapshotId, RunRequest request, HostRange range) {
        Table<?> verdict = ASSESS_SYSTEMS(
                request.asOf().atOffset(ZoneOffset.UTC),
                request.matching(),
                Times.interval(request.silentAfter()),
                range.from(),
                range.to(),
                snapshotId);
        List<Field<?>> values = Arrays.stream(RECENT_STATUSES.fields())
                .<Field<?>>map(column -> column.equals(RECENT_STATUSES.SNAPSHOT_ID)
                        ? val(snapshotId)
                        : requireNonNull(verdict.field(column.getName()), column.getName()))
                .toList();
        // in the order of the primary key, which makes the index smaller and faster to build
        return dsl.insertInto(RECENT_STATUSES)
                .columns(RECENT_STATUSES.fields())
                .select(select(values)
                        .from(verdict)
                        .orderBy(requireNonNull(verdict.field(RECENT_STATUSES.HOSTNAME))
                                .collate("C")))
                .execute();
    }

    private void requireEverySystemOnce(long snapshotId, HostRange range, int assessed) {
        int active = dsl.fetchCount(
                NIGHT_SYSTEMS,
                NIGHT_SYSTEMS.SNAPSHOT_ID.eq(snapshotId).and(within(range, NIGHT_SYSTEMS.HOSTNAME.collate("C"))));
        if (assessed != active) {
            throw new RollcallException(
                    ErrorName.SELF_CHECK_FAILED,
                    "The rules gave " + assessed + " verdicts for " + active
                            + " active systems; nothing was published. This is a defect of Rollcall, please report it.");
        }
    }

    private static Condition within(HostRange range, Field<String> hostname) {
        Condition condition = trueCondition();
        if (range.from() != null) {
            condition = condition.and(hostname.ge(range.from()));
        }
        return range.to() == null ? condition : condition.and(hostname.lt(range.to()));
    }
}
