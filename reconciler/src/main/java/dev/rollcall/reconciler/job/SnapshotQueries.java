// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateSubclass;
import org.jspecify.annotations.Nullable;

/** Reads snapshots. */
final class SnapshotQueries {

    private final DSLContext dsl;

    SnapshotQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    Optional<Snapshot> find(Instant asOf, Matching matching) {
        return fetch(PUBLISHED_SNAPSHOTS
                .AS_OF
                .eq(asOf.atOffset(ZoneOffset.UTC))
                .and(PUBLISHED_SNAPSHOTS.MATCHING.eq(matching)));
    }

    /** The instants between two, both included, that have a published snapshot. */
    Set<Instant> published(Instant from, Instant to, Matching matching) {
        return dsl.select(PUBLISHED_SNAPSHOTS.AS_OF)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.MATCHING.eq(matching))
                .and(PUBLISHED_SNAPSHOTS.AS_OF.between(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)))
                .fetchSet(row -> row.value1().toInstant());
    }

    /** Published or not. */
    boolean exists(long id) {
        return dsl.fetchExists(SNAPSHOTS, SNAPSHOTS.ID.eq(id));
    }

    boolean isPublished(long id) {
        return dsl.fetchExists(SNAPSHOTS, SNAPSHOTS.ID.eq(id).and(SNAPSHOTS.PUBLISHED_AT.isNotNull()));
    }

    /**
     * Keeps an unpublished snapshot there until the transaction ends: its rows go with it, and who removes it has to see
     * them.
     *
     * @throws RollcallException if it is published or gone
     */
    void requireOpen(long id) {
        if (!lockOpen(id)) {
            throw new RollcallException(
                    ErrorName.SNAPSHOT_CHANGED,
                    "The snapshot " + id + " was published or removed by somebody else meanwhile.");
        }
    }

    private boolean lockOpen(long id) {
        try {
            return dsl.select(SNAPSHOTS.ID)
                            .from(SNAPSHOTS)
                            .where(SNAPSHOTS.ID.eq(id), SNAPSHOTS.PUBLISHED_AT.isNull())
                            .forKeyShare()
                            .fetchOne(SNAPSHOTS.ID)
                    != null;
        } catch (DataAccessException e) {
            // how a transaction with one reading hears of a row that went after its reading began
            if (e.sqlStateSubclass() == SQLStateSubclass.C40001_SERIALIZATION_FAILURE) {
                return false;
            }
            throw e;
        }
    }

    private Optional<Snapshot> fetch(Condition condition) {
        return dsl.selectFrom(PUBLISHED_SNAPSHOTS)
                .where(condition)
                .fetchOptional(row -> snapshot(row, previousOf(row)));
    }

    private @Nullable Snapshot previousOf(Record row) {
        Long previousId = row.get(PUBLISHED_SNAPSHOTS.PREVIOUS_ID);
        return previousId == null
                ? null
                : dsl.selectFrom(PUBLISHED_SNAPSHOTS)
                        .where(PUBLISHED_SNAPSHOTS.ID.eq(previousId))
                        .fetchSingle(previous -> snapshot(previous, null));
    }

    private static Snapshot snapshot(Record row, @Nullable Snapshot previous) {
        return new Snapshot(
                row.get(PUBLISHED_SNAPSHOTS.ID),
                row.get(PUBLISHED_SNAPSHOTS.AS_OF).toInstant(),
                row.get(PUBLISHED_SNAPSHOTS.PUBLISHED_AT).toInstant(),
                row.get(PUBLISHED_SNAPSHOTS.SYSTEMS),
                row.get(PUBLISHED_SNAPSHOTS.UP_TO_DATE),
                row.get(PUBLISHED_SNAPSHOTS.OUTDATED),
                row.get(PUBLISHED_SNAPSHOTS.UNKNOWN_STATE),
                row.get(PUBLISHED_SNAPSHOTS.OFFLINE),
                previous);
    }
}
