// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateSubclass;

/** The open snapshots: started, but not published yet. */
final class OpenSnapshots {

    private final DSLContext dsl;

    OpenSnapshots(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Published or not. */
    boolean exists(long id) {
        return dsl.fetchExists(SNAPSHOTS, SNAPSHOTS.ID.eq(id));
    }

    boolean isPublished(long id) {
        return dsl.fetchExists(SNAPSHOTS, SNAPSHOTS.ID.eq(id).and(SNAPSHOTS.PUBLISHED_AT.isNotNull()));
    }

    /**
     * Locks an unpublished snapshot until the transaction ends, so it can't be removed: its rows would go with it.
     *
     * @throws RollcallException if it is published or gone
     */
    void requireOpen(long id) {
        if (!lockOpen(id)) {
            throw new RollcallException(
                    ErrorName.SNAPSHOT_CHANGED,
                    "The snapshot " + id + " was published or removed by another process meanwhile.");
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
            // how a repeatable-read transaction learns that a row was deleted after it began
            if (e.sqlStateSubclass() == SQLStateSubclass.C40001_SERIALIZATION_FAILURE) {
                return false;
            }
            throw e;
        }
    }
}
