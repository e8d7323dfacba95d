// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.error.RollcallException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Applies retention while no run is active: holds the lock from opening to closing. */
public final class Pruning implements AutoCloseable {

    private final RunLock lock;
    private final RetentionQueries queries;

    private Pruning(RunLock lock, RetentionQueries queries) {
        this.lock = lock;
        this.queries = queries;
    }

    /**
     * Takes the lock, waiting up to the patience.
     *
     * @throws RollcallException if a run holds it
     */
    public static Pruning open(Database database, Duration patience) {
        return new Pruning(RunLock.acquire(database.dataSource(), patience), new RetentionQueries(database.dsl()));
    }

    /** The snapshots that retention no longer keeps, oldest first. */
    public List<PrunableSnapshot> prunable(Instant now, Retention retention) {
        return queries.prunable(now, retention);
    }

    /** Removes snapshots with everything stored about them; returns their number. */
    public int remove(List<PrunableSnapshot> snapshots) {
        return queries.remove(snapshots);
    }

    @Override
    public void close() {
        lock.close();
    }
}
