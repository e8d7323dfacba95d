// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.model.Cause;
import dev.rollcall.report.model.ReasonCount;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.SystemRow;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads the systems of a snapshot that are not up to date, by reason. */
public final class AttentionQueries {

    private static final Field<Integer> SYSTEMS = count().as("systems");
    private static final Field<OffsetDateTime> SINCE =
            min(SYSTEM_STATUSES.BEHIND_SINCE).as("since");

    private final DSLContext dsl;

    AttentionQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The reasons by status, the one with the most systems first. */
    public List<ReasonCount> reasons(long snapshotId) {
        return dsl.select(SYSTEM_STATUSES.STATUS, SYSTEM_STATUSES.REASON, SYSTEMS, SINCE)
                .from(SYSTEM_STATUSES)
                .where(isNotUpToDate(snapshotId))
                .groupBy(SYSTEM_STATUSES.STATUS, SYSTEM_STATUSES.REASON)
                .orderBy(StatusOrder.WORST_FIRST, SYSTEMS.desc(), SYSTEM_STATUSES.REASON.collate("C"))
                .fetch(row -> new ReasonCount(
                        Status.of(row.value1()), row.value2(), row.value3(), Times.instant(row.value4())));
    }

    /** What the systems of each reason have in common, the most frequent first: at most so many for each reason. */
    public List<Cause> causes(long snapshotId, int limitForEach) {
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(SYSTEM_STATUSES.REASON)
                .orderBy(count().desc(), SYSTEM_STATUSES.FLAKE.asc().nullsLast(), SYSTEM_STATUSES.NEWEST_COMMIT)
                .as("place");
        var ranked = select(
                        SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.FLAKE, SYSTEM_STATUSES.NEWEST_COMMIT, SYSTEMS, place)
                .from(SYSTEM_STATUSES)
                .where(isNotUpToDate(snapshotId))
                .groupBy(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.FLAKE, SYSTEM_STATUSES.NEWEST_COMMIT)
                .asTable("ranked");
        return dsl.selectFrom(ranked)
                .where(ranked.field(place).le(limitForEach))
                .orderBy(ranked.field(SYSTEM_STATUSES.REASON).collate("C"), ranked.field(place))
                .fetch(row -> new Cause(
                        row.get(SYSTEM_STATUSES.REASON),
                        row.get(SYSTEM_STATUSES.FLAKE),
                        row.get(SYSTEM_STATUSES.NEWEST_COMMIT),
                        row.get(SYSTEMS)));
    }

    /** The systems of each reason, the longest behind first: at most so many for each. */
    public List<SystemRow> systems(long snapshotId, int limitForEach) {
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(SYSTEM_STATUSES.REASON)
                .orderBy(SYSTEM_STATUSES.BEHIND_SINCE.asc().nullsLast(), SYSTEM_STATUSES.HOSTNAME)
                .as("place");
        var ranked = select(SYSTEM_STATUSES.fields())
                .select(place)
                .from(SYSTEM_STATUSES)
                .where(isNotUpToDate(snapshotId))
                .asTable("ranked");
        return dsl.selectFrom(ranked)
                .where(ranked.field(place).le(limitForEach))
                .orderBy(ranked.field(SYSTEM_STATUSES.REASON).collate("C"), ranked.field(place))
                .fetch(SystemQueries::systemRow);
    }

    private static Condition isNotUpToDate(long snapshotId) {
        return SYSTEM_STATUSES
                .SNAPSHOT_ID
                .eq(snapshotId)
                .and(SYSTEM_STATUSES.STATUS.ne(Status.UP_TO_DATE.displayName()));
    }
}
