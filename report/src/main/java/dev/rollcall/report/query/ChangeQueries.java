// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.ROLLBACKS;
import static dev.rollcall.schema.jooq.history.Tables.STATUS_CHANGES;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.DiffCollector;
import dev.rollcall.report.model.Rollback;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.jooq.history.tables.StatusChanges;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads the changes between a baseline and a snapshot. */
public final class ChangeQueries {

    private final DSLContext dsl;

    ChangeQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The differences between two snapshots, with a limit per list. */
    public SnapshotDiff diff(SnapshotSummary baseline, SnapshotSummary snapshot, int mostOfList) {
        StatusChanges change = STATUS_CHANGES.call(baseline.id(), snapshot.id());
        DiffCollector collector = new DiffCollector(mostOfList);
        Cursors.forEach(
                dsl,
                context -> context.selectFrom(change).orderBy(change.HOSTNAME.collate("C")),
                row -> collector.accept(statusChange(row)));
        return collector.diff(baseline, snapshot, rollbacks(baseline, snapshot, mostOfList));
    }

    /** Each time that a system went back in a night after the baseline up to the snapshot, the last night first. */
    Bounded<Rollback> rollbacks(SnapshotSummary baseline, SnapshotSummary snapshot, int mostOfList) {
        var between = dsl.select(PUBLISHED_SNAPSHOTS.AS_OF)
                .select(ROLLBACKS.fields())
                .from(ROLLBACKS)
                .join(PUBLISHED_SNAPSHOTS)
                .on(PUBLISHED_SNAPSHOTS.ID.eq(ROLLBACKS.SNAPSHOT_ID))
                .where(
                        PUBLISHED_SNAPSHOTS.MATCHING.eq(snapshot.matching()),
                        PUBLISHED_SNAPSHOTS.AS_OF.gt(Times.offset(baseline.asOf())),
                        PUBLISHED_SNAPSHOTS.AS_OF.le(Times.offset(snapshot.asOf())));
        int total = dsl.fetchCount(between);
        return new Bounded<>(
                between.orderBy(PUBLISHED_SNAPSHOTS.AS_OF.desc(), ROLLBACKS.HOSTNAME)
                        .limit(mostOfList)
                        .fetch(row -> new Rollback(
                                row.get(ROLLBACKS.HOSTNAME),
                                row.get(ROLLBACKS.FLAKE),
                                row.get(ROLLBACKS.ENVIRONMENT),
                                row.get(ROLLBACKS.OWNER),
                                row.get(PUBLISHED_SNAPSHOTS.AS_OF).toInstant(),
                                row.get(ROLLBACKS.FROM_COMMIT),
                                row.get(ROLLBACKS.TO_COMMIT))),
                total);
    }

    private static StatusChange statusChange(Record row) {
        return new StatusChange(
                row.get(STATUS_CHANGES.HOSTNAME),
                row.get(STATUS_CHANGES.OLD_FLAKE),
                row.get(STATUS_CHANGES.FLAKE),
                new Transition(row.get(STATUS_CHANGES.OLD_STATUS), row.get(STATUS_CHANGES.NEW_STATUS)),
                row.get(STATUS_CHANGES.OLD_REASON),
                row.get(STATUS_CHANGES.NEW_REASON),
                row.get(STATUS_CHANGES.OLD_RUNNING_COMMIT),
                row.get(STATUS_CHANGES.NEW_RUNNING_COMMIT),
                row.get(STATUS_CHANGES.OWNER),
                row.get(STATUS_CHANGES.REDEPLOYED));
    }
}
