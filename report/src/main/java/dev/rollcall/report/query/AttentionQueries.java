// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.count;

import dev.rollcall.report.model.Attention;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.ErrorCount;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads the systems of a snapshot that are not well, by what they have in common. */
public final class AttentionQueries {

    private final DSLContext dsl;

    AttentionQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The causes, the most urgent first, with at most so many systems of each. */
    public Attention read(SnapshotSummary snapshot, int limitForEach) {
        AttentionCollector collector = new AttentionCollector(snapshot.asOf(), limitForEach);
        new SystemQueries(dsl).forEachOf(snapshot.id(), isNotUpToDate().or(SYSTEM_STATUSES.SILENT), collector);
        return collector.get();
    }

    /** The texts of failed evaluations by reason, those that most systems have first: at most so many of all. */
    public Bounded<ErrorCount> errors(long snapshotId, int limit) {
        Field<Integer> systems = count().as("systems");
        Field<Integer> total = count().over().as("total");
        var rows = dsl.select(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR, systems, total)
                .from(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId), isNotUpToDate())
                .and(SYSTEM_STATUSES.EVALUATION_ERROR.isNotNull())
                .groupBy(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR)
                .orderBy(
                        systems.desc(),
                        SYSTEM_STATUSES.REASON.collate("C"),
                        SYSTEM_STATUSES.EVALUATION_ERROR.collate("C"))
                .limit(limit)
                .fetch();
        return new Bounded<>(
                rows.map(row -> new ErrorCount(row.value1(), row.value2(), row.value3())),
                rows.isEmpty() ? 0 : rows.get(0).value4());
    }

    private static Condition isNotUpToDate() {
        return SYSTEM_STATUSES.STATUS.ne(Status.UP_TO_DATE.displayName());
    }
}
