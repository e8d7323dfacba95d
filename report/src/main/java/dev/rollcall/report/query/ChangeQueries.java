// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.STATUS_CHANGES;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotDiff;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.StatusChange;
import dev.rollcall.report.model.Transition;
import dev.rollcall.schema.jooq.history.tables.StatusChanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/** Reads what changed between a baseline and a snapshot. */
public final class ChangeQueries {

    private static final Field<Integer> TOTAL = count().over().as("total");

    private final DSLContext dsl;

    ChangeQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** How many systems went from each status to each, those that stayed, joined and left included. */
    public Map<Transition, Integer> transitions(long baselineId, long snapshotId) {
        var before = SYSTEM_STATUSES.as("before_row");
        var now = SYSTEM_STATUSES.as("now_row");
        Map<Transition, Integer> transitions = new LinkedHashMap<>();
        dsl.select(before.STATUS, now.STATUS, count())
                .from(select(before.HOSTNAME, before.STATUS)
                        .from(before)
                        .where(before.SNAPSHOT_ID.eq(baselineId))
                        .asTable(before))
                .fullJoin(select(now.HOSTNAME, now.STATUS)
                        .from(now)
                        .where(now.SNAPSHOT_ID.eq(snapshotId))
                        .asTable(now))
                .on(now.HOSTNAME.eq(before.HOSTNAME))
                .groupBy(before.STATUS, now.STATUS)
                .orderBy(before.STATUS, now.STATUS)
                .forEach(row -> transitions.put(transition(row.value1(), row.value2()), row.value3()));
        return transitions;
    }

    /** Everything that differs between two snapshots. */
    public SnapshotDiff diff(SnapshotSummary baseline, SnapshotSummary snapshot) {
        StatusChanges change = STATUS_CHANGES.call(baseline.id(), snapshot.id());
        return new SnapshotDiff(
                baseline,
                snapshot,
                dsl.selectFrom(change).orderBy(change.HOSTNAME.collate("C")).fetch(ChangeQueries::statusChange));
    }

    /** The systems whose status changed, that joined or left, by hostname: at most so many for each transition. */
    public List<StatusChange> statusChanges(long baselineId, long snapshotId, int limitForEach) {
        StatusChanges change = STATUS_CHANGES.call(baselineId, snapshotId);
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(change.OLD_STATUS, change.NEW_STATUS)
                .orderBy(change.HOSTNAME.collate("C"))
                .as("place");
        var ranked = select(change.fields())
                .select(place)
                .from(change)
                .where(change.OLD_STATUS.isDistinctFrom(change.NEW_STATUS))
                .asTable("ranked");
        return dsl.selectFrom(ranked)
                .where(ranked.field(place).le(limitForEach))
                .orderBy(ranked.field(change.HOSTNAME).collate("C"))
                .fetch(ChangeQueries::statusChange);
    }

    /** The systems that run another commit under the same status, by hostname. */
    public Bounded<StatusChange> movedCommits(long baselineId, long snapshotId, int limit) {
        StatusChanges change = STATUS_CHANGES.call(baselineId, snapshotId);
        return sameStatus(change, change.OLD_RUNNING_COMMIT.isDistinctFrom(change.NEW_RUNNING_COMMIT), limit);
    }

    /** The systems with another reason or flake under the same status and running commit, by hostname. */
    public Bounded<StatusChange> otherChanges(long baselineId, long snapshotId, int limit) {
        StatusChanges change = STATUS_CHANGES.call(baselineId, snapshotId);
        return sameStatus(change, change.OLD_RUNNING_COMMIT.isNotDistinctFrom(change.NEW_RUNNING_COMMIT), limit);
    }

    private Bounded<StatusChange> sameStatus(StatusChanges change, Condition condition, int limit) {
        Result<Record> rows = dsl.select(change.fields())
                .select(TOTAL)
                .from(change)
                .where(change.OLD_STATUS.eq(change.NEW_STATUS))
                .and(condition)
                .orderBy(change.HOSTNAME.collate("C"))
                .limit(limit)
                .fetch();
        return new Bounded<>(
                rows.map(ChangeQueries::statusChange),
                rows.isEmpty() ? 0 : rows.get(0).get(TOTAL));
    }

    private static StatusChange statusChange(Record row) {
        return new StatusChange(
                row.get(STATUS_CHANGES.HOSTNAME),
                row.get(STATUS_CHANGES.OLD_FLAKE),
                row.get(STATUS_CHANGES.FLAKE),
                transition(row.get(STATUS_CHANGES.OLD_STATUS), row.get(STATUS_CHANGES.NEW_STATUS)),
                row.get(STATUS_CHANGES.OLD_REASON),
                row.get(STATUS_CHANGES.NEW_REASON),
                row.get(STATUS_CHANGES.OLD_RUNNING_COMMIT),
                row.get(STATUS_CHANGES.NEW_RUNNING_COMMIT));
    }

    private static Transition transition(@Nullable String from, @Nullable String to) {
        return new Transition(from == null ? null : Status.of(from), to == null ? null : Status.of(to));
    }
}
