// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Routines.deleteOrphans;
import static dev.rollcall.schema.jooq.history.Routines.packOlderSnapshots;
import static dev.rollcall.schema.jooq.history.Tables.PRUNABLE_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;

import dev.rollcall.report.query.Times;
import dev.rollcall.schema.jooq.history.tables.PrunableSnapshots;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;

/** Finds the snapshots that retention no longer keeps, and deletes them. */
public final class RetentionQueries {

    private final DSLContext dsl;

    public RetentionQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The snapshots that could be deleted, oldest first. */
    public List<PrunableSnapshot> prunable(Instant now, Retention retention) {
        PrunableSnapshots prunable = PRUNABLE_SNAPSHOTS(
                now.atOffset(ZoneOffset.UTC), Times.interval(retention.allFor()), Times.interval(retention.dailyFor()));
        return dsl.select(prunable.ID, prunable.AS_OF, SNAPSHOTS.MATCHING)
                .from(prunable)
                .join(SNAPSHOTS)
                .on(SNAPSHOTS.ID.eq(prunable.ID))
                .orderBy(prunable.AS_OF, prunable.ID)
                .fetch(row -> new PrunableSnapshot(row.value1(), row.value2().toInstant(), row.value3()));
    }

    /** Removes snapshots with everything stored only for them; returns their number. */
    public int remove(List<PrunableSnapshot> snapshots) {
        int removed = dsl.deleteFrom(SNAPSHOTS)
                .where(SNAPSHOTS.ID.in(
                        snapshots.stream().map(PrunableSnapshot::id).toList()))
                .execute();
        if (removed > 0) {
            deleteOrphans(dsl.configuration());
        }
        return removed;
    }

    /** Packs all but the newest nights. */
    void packOlder() {
        packOlderSnapshots(dsl.configuration());
    }
}
