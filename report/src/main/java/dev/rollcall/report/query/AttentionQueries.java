// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Cause;
import dev.rollcall.report.model.ErrorCount;
import dev.rollcall.report.model.ReasonCount;
import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.SystemRow;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Reads the systems of a snapshot that are not up to date, by reason. */
public final class AttentionQueries {

    private static final Field<Integer> SYSTEMS = count().as("systems");
    private static final Field<OffsetDateTime> SINCE =
            min(SYSTEM_STATUSES.BEHIND_SINCE).as("since");

    /** How many there are of a reason. */
    private static final Field<Integer> TOTAL =
            count().over().partitionBy(SYSTEM_STATUSES.REASON).as("total");

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
    public Map<String, Bounded<Cause>> causes(long snapshotId, int limitForEach) {
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(SYSTEM_STATUSES.REASON)
                .orderBy(count().desc(), SYSTEM_STATUSES.FLAKE.asc().nullsLast(), SYSTEM_STATUSES.NEWEST_COMMIT)
                .as("place");
        var ranked = select(
                        SYSTEM_STATUSES.REASON,
                        SYSTEM_STATUSES.FLAKE,
                        SYSTEM_STATUSES.NEWEST_COMMIT,
                        SYSTEMS,
                        TOTAL,
                        place)
                .from(SYSTEM_STATUSES)
                .where(isNotUpToDate(snapshotId))
                .groupBy(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.FLAKE, SYSTEM_STATUSES.NEWEST_COMMIT)
                .asTable("ranked");
        return boundedByReason(
                ranked,
                limitForEach,
                row -> new Cause(
                        row.get(SYSTEM_STATUSES.FLAKE), row.get(SYSTEM_STATUSES.NEWEST_COMMIT), row.get(SYSTEMS)));
    }

    /** The texts of failed evaluations of each reason, those that most systems have first: at most so many for each. */
    public Map<String, Bounded<ErrorCount>> errorsByReason(long snapshotId, int limitForEach) {
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(SYSTEM_STATUSES.REASON)
                .orderBy(count().desc(), SYSTEM_STATUSES.EVALUATION_ERROR.collate("C"))
                .as("place");
        var ranked = select(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR, SYSTEMS, TOTAL, place)
                .from(SYSTEM_STATUSES)
                .where(isNotUpToDate(snapshotId), SYSTEM_STATUSES.EVALUATION_ERROR.isNotNull())
                .groupBy(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR)
                .asTable("ranked");
        return boundedByReason(
                ranked,
                limitForEach,
                row -> new ErrorCount(
                        row.get(SYSTEM_STATUSES.REASON), row.get(SYSTEM_STATUSES.EVALUATION_ERROR), row.get(SYSTEMS)));
    }

    /** The texts of failed evaluations by reason, those that most systems have first: at most so many of all. */
    public Bounded<ErrorCount> errors(long snapshotId, int limit) {
        Field<Integer> total = count().over().as("total");
        var rows = dsl.select(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR, SYSTEMS, total)
                .from(SYSTEM_STATUSES)
                .where(isNotUpToDate(snapshotId), SYSTEM_STATUSES.EVALUATION_ERROR.isNotNull())
                .groupBy(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR)
                .orderBy(
                        SYSTEMS.desc(),
                        SYSTEM_STATUSES.REASON.collate("C"),
                        SYSTEM_STATUSES.EVALUATION_ERROR.collate("C"))
                .limit(limit)
                .fetch();
        return new Bounded<>(
                rows.map(row -> new ErrorCount(row.value1(), row.value2(), row.value3())),
                rows.isEmpty() ? 0 : rows.get(0).value4());
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

    /** The first of each reason, from rows that are ranked and counted within it as "place" and "total". */
    private <T> Map<String, Bounded<T>> boundedByReason(
            Table<?> ranked, int limitForEach, Function<Record, T> mapping) {
        Field<Integer> place = ranked.field("place", Integer.class);
        Map<String, Bounded<T>> bounded = new HashMap<>();
        dsl.selectFrom(ranked)
                .where(place.le(limitForEach))
                .orderBy(ranked.field(SYSTEM_STATUSES.REASON).collate("C"), place)
                .fetch()
                .intoGroups(ranked.field(SYSTEM_STATUSES.REASON))
                .forEach((reason, rows) -> bounded.put(
                        reason,
                        new Bounded<>(rows.map(mapping::apply), rows.get(0).get(TOTAL))));
        return bounded;
    }

    private static Condition isNotUpToDate(long snapshotId) {
        return SYSTEM_STATUSES
                .SNAPSHOT_ID
                .eq(snapshotId)
                .and(SYSTEM_STATUSES.STATUS.ne(Status.UP_TO_DATE.displayName()));
    }
}
