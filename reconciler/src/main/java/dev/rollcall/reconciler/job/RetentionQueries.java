// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Routines.forgetUnreferenced;
import static dev.rollcall.schema.jooq.history.Routines.packOlderSnapshots;
import static dev.rollcall.schema.jooq.history.Tables.EXPENDABLE_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;

import dev.rollcall.schema.jooq.history.tables.ExpendableSnapshots;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.types.YearToSecond;

/** Asks the history what retention lets go, and lets it go. */
final class RetentionQueries {

    private final DSLContext dsl;

    RetentionQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** What could go as of an instant, oldest first. */
    List<ExpendableSnapshot> expendable(Instant now, Retention retention) {
        ExpendableSnapshots expendable = EXPENDABLE_SNAPSHOTS(
                now.atOffset(ZoneOffset.UTC),
                YearToSecond.valueOf(retention.allFor()),
                YearToSecond.valueOf(retention.dailyFor()));
        return dsl.select(expendable.ID, expendable.AS_OF, SNAPSHOTS.MATCHING)
                .from(expendable)
                .join(SNAPSHOTS)
                .on(SNAPSHOTS.ID.eq(expendable.ID))
                .orderBy(expendable.AS_OF, expendable.ID)
                .fetch(row ->
                        new ExpendableSnapshot(row.value1(), row.value2().toInstant(), Matching.of(row.value3())));
    }

    /** Removes snapshots with all that is kept about them and about no other; returns how many there were. */
    int remove(List<ExpendableSnapshot> snapshots) {
        int removed = dsl.deleteFrom(SNAPSHOTS)
                .where(SNAPSHOTS.ID.in(
                        snapshots.stream().map(ExpendableSnapshot::id).toList()))
                .execute();
        if (removed > 0) {
            forgetUnreferenced(dsl.configuration());
        }
        return removed;
    }

    /** Stores the nights before the newest in their small form. */
    void packOlder() {
        packOlderSnapshots(dsl.configuration());
    }
}
