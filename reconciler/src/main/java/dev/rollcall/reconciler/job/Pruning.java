// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.error.RollcallException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Thins the history of a database out while no run works on it: holds the lock from its opening to its closing. */
public final class Pruning implements AutoCloseable {

    private final RunLock lock;
    private final RetentionQueries queries;

    private Pruning(RunLock lock, RetentionQueries queries) {
        this.lock = lock;
        this.queries = queries;
    }

    /**
     * Takes the lock, for which it waits as long as the patience allows.
     *
     * @throws RollcallException if a run holds it
     */
    public static Pruning open(Database database, Duration patience) {
        return new Pruning(RunLock.acquire(database.dataSource(), patience), new RetentionQueries(database.dsl()));
    }

    /** What retention no longer keeps as of an instant, oldest first. */
    public List<PrunableSnapshot> prunable(Instant now, Retention retention) {
        return queries.prunable(now, retention);
    }

    /** Removes snapshots with all that is kept about them; returns how many there were. */
    public int remove(List<PrunableSnapshot> snapshots) {
        return queries.remove(snapshots);
    }

    @Override
    public void close() {
        lock.close();
    }
}
