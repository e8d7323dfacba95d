// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Routines.analyzeStatuses;
import static dev.rollcall.schema.jooq.history.Routines.compareWithPrevious;
import static dev.rollcall.schema.jooq.history.Routines.keepDueClosures;
import static dev.rollcall.schema.jooq.history.Routines.keepRollout;
import static dev.rollcall.schema.jooq.history.Routines.keepUsedScans;
import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;
import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.RECENT_STATUSES;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Stores what a snapshot has beside the statuses, computes the totals, checks them and publishes the snapshot, in one
 * transaction. The findings may have their own, which ends before.
 */
final class PublishTasklet implements Tasklet {

    private final DSLContext dsl;
    private final OpenSnapshots snapshots;
    private final KeptFindings findings;
    private final KeptCommits commits;
    private final Clock clock;

    PublishTasklet(DSLContext dsl, OpenSnapshots snapshots, Clock clock) {
        this.dsl = dsl;
        this.snapshots = snapshots;
        this.findings = new KeptFindings(clock);
        this.commits = new KeptCommits(dsl);
        this.clock = clock;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        JobProgress progress = JobProgress.of(chunk);
        long snapshotId = progress.snapshotId();
        if (snapshots.isPublished(snapshotId)) {
            // published by a run that was killed before recording it
            return RepeatStatus.FINISHED;
        }
        snapshots.requireOpen(snapshotId);
        Sessions sessions = Sessions.of(progress);
        contribution.incrementWriteCount(sessions.both(
                dsl,
                session -> {
                    sessions.prepare(session);
                    return keep(snapshotId);
                },
                session -> {
                    sessions.prepare(session);
                    return findings.keep(session, snapshotId, progress.request());
                }));
        publish(snapshotId, totals(snapshotId));
        GatherFactsTasklet.delete(dsl);
        compare(snapshotId);
        return RepeatStatus.FINISHED;
    }

    /** Without the row of the snapshot itself, which the findings change. */
    private int keep(long snapshotId) {
        // the following statements are planned with statistics, and autovacuum may not run in time
        analyzeStatuses(dsl.configuration());
        int flakes = addUpFlakes(snapshotId);
        commits.keep(snapshotId);
        keepDueClosures(dsl.configuration(), snapshotId);
        keepUsedScans(dsl.configuration(), snapshotId);
        keepRollout(dsl.configuration(), snapshotId);
        return flakes;
    }

    /** Also the snapshot after this one, whose predecessor changes if this is a past night. */
    private void compare(long snapshotId) {
        compareWithPrevious(dsl.configuration(), snapshotId);
        dsl.select(PUBLISHED_SNAPSHOTS.ID)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.PREVIOUS_ID.eq(snapshotId))
                .fetch(PUBLISHED_SNAPSHOTS.ID)
                .forEach(successor -> {
                    compareWithPrevious(dsl.configuration(), successor);
                    keepRollout(dsl.configuration(), successor);
                });
    }

    private int addUpFlakes(long snapshotId) {
        return dsl.insertInto(
                        FLAKE_TOTALS,
                        FLAKE_TOTALS.SNAPSHOT_ID,
                        FLAKE_TOTALS.FLAKE,
                        FLAKE_TOTALS.SYSTEMS,
                        FLAKE_TOTALS.UP_TO_DATE,
                        FLAKE_TOTALS.OUTDATED,
                        FLAKE_TOTALS.UNKNOWN_STATE,
                        FLAKE_TOTALS.OFFLINE,
                        FLAKE_TOTALS.SILENT,
                        FLAKE_TOTALS.PINNED,
                        FLAKE_TOTALS.NEWEST_COMMIT,
                        FLAKE_TOTALS.REBOOT_NEEDED,
                        FLAKE_TOTALS.REBOOT_COLLECTED)
                .select(select(
                                val(snapshotId),
                                RECENT_STATUSES.FLAKE,
                                count(),
                                countOf(Status.UP_TO_DATE),
                                countOf(Status.OUTDATED),
                                countOf(Status.UNKNOWN_STATE),
                                countOf(Status.OFFLINE),
                                count().filterWhere(RECENT_STATUSES.SILENT),
                                count(RECENT_STATUSES.PINNED_COMMIT),
                                // the same for every system of a flake
                                max(RECENT_STATUSES.NEWEST_COMMIT),
                                count().filterWhere(RECENT_STATUSES.REBOOT_NEEDED),
                                count(RECENT_STATUSES.REBOOT_NEEDED))
                        .from(RECENT_STATUSES)
                        .where(RECENT_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                        .groupBy(RECENT_STATUSES.FLAKE))
                .execute();
    }

    /** The sums over the flakes; systems without a flake have a row too, so the sums cover all systems. */
    private Counts totals(long snapshotId) {
        Counts totals = dsl.select(
                        sumOf(FLAKE_TOTALS.SYSTEMS),
                        sumOf(FLAKE_TOTALS.UP_TO_DATE),
                        sumOf(FLAKE_TOTALS.OUTDATED),
                        sumOf(FLAKE_TOTALS.UNKNOWN_STATE),
                        sumOf(FLAKE_TOTALS.OFFLINE),
                        sumOf(FLAKE_TOTALS.SILENT),
                        sumOf(FLAKE_TOTALS.PINNED),
                        sumOf(FLAKE_TOTALS.REBOOT_NEEDED),
                        sumOf(FLAKE_TOTALS.REBOOT_COLLECTED))
                .from(FLAKE_TOTALS)
                .where(FLAKE_TOTALS.SNAPSHOT_ID.eq(snapshotId))
                .fetchSingle(Records.mapping(Counts::new));
        int rows = dsl.fetchCount(RECENT_STATUSES, RECENT_STATUSES.SNAPSHOT_ID.eq(snapshotId));
        int statuses = Arrays.stream(Status.values()).mapToInt(totals::of).sum();
        if (totals.systems() != rows || statuses != rows) {
            throw new RollcallException(
                    ErrorName.SELF_CHECK_FAILED,
                    "The totals do not add up: " + rows + " systems, " + totals.systems()
                            + " in the flakes, " + statuses
                            + " in the four statuses; nothing was published. This is a defect of Rollcall, please report it.");
        }
        return totals;
    }

    private void publish(long snapshotId, Counts totals) {
        dsl.update(SNAPSHOTS)
                .set(SNAPSHOTS.PUBLISHED_AT, clock.instant().atOffset(ZoneOffset.UTC))
                .set(SNAPSHOTS.SYSTEMS, totals.systems())
                .set(SNAPSHOTS.UP_TO_DATE, totals.upToDate())
                .set(SNAPSHOTS.OUTDATED, totals.outdated())
                .set(SNAPSHOTS.UNKNOWN_STATE, totals.unknownState())
                .set(SNAPSHOTS.OFFLINE, totals.offline())
                .set(SNAPSHOTS.SILENT, totals.silent())
                .set(SNAPSHOTS.PINNED, totals.pinned())
                .set(SNAPSHOTS.REBOOT_NEEDED, totals.rebootNeeded())
                .set(SNAPSHOTS.REBOOT_COLLECTED, totals.rebootCollected())
                .where(SNAPSHOTS.ID.eq(snapshotId))
                .execute();
    }

    private static Field<Integer> countOf(Status status) {
        return count().filterWhere(RECENT_STATUSES.STATUS.eq(inline(status)));
    }

    private static Field<Integer> sumOf(Field<Integer> field) {
        return coalesce(sum(field).cast(Integer.class), inline(0));
    }
}
