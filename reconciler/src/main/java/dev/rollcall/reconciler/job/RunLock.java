// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a database that allows one run at a time to write to its history or to an archive of its reports.
 *
 * <p>The row of {@code history.run_lock} names the session that holds it and the key of its advisory lock. The server
 * releases the lock when the process dies, so while we hold it, any job execution that is still marked as started is
 * known to be dead. For the same reason the lock is lost if the server ends the session, which {@link #requireHeld()}
 * detects. A role that can't update the row can't block runs: the key is a new number each time, and sessions not named
 * in the row are ignored.
 */
public final class RunLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private static final SecureRandom KEYS = new SecureRandom();

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration MAX_PATIENCE = Duration.ofDays(7);

    /** Another session may hold the key meanwhile, so the row is read again. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    /** Checking and taking the lock takes moments, unless a process is suspended meanwhile. */
    private static final Duration DECISION_TIMEOUT = Duration.ofSeconds(10);

    private static final int ANSWER_TIMEOUT_SECONDS = 10;

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock.
     *
     * @param patience how long to wait; zero to fail at once
     * @throws RollcallException if another session still holds it
     */
    public static RunLock acquire(DataSource dataSource, Duration patience) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                takeWithin(connection, patience);
                return new RunLock(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new RollcallException(
                    DatabaseFailure.of(e)
                            .orElseGet(() -> new NamedError(
                                    ErrorName.RUN_FAILED,
                                    "The lock of the run can't be taken: " + FailureText.of(e) + ".")),
                    e);
        }
    }

    /**
     * Checks that the lock is still ours.
     *
     * @throws RollcallException if the server ended its session
     */
    void requireHeld() {
        try {
            if (connection.isValid(ANSWER_TIMEOUT_SECONDS)) {
                return;
            }
        } catch (SQLException e) {
            LOG.debug("lock", e);
        }
        throw new RollcallException(
                ErrorName.RUN_LOCK_LOST,
                "The server ended the session that held the lock of the run, so another run may have started.");
    }

    /** Releases the lock, unless its session has ended and the server already has. */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOG.debug("lock", e);
        }
    }

    private static void takeWithin(Connection connection, Duration patience) throws SQLException {
        Duration bounded = patience.compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : patience;
        long until = System.nanoTime() + bounded.toNanos();
        Optional<LockHolder> holder = take(connection);
        while (holder.isPresent()) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (left.toMillis() <= 0) {
                throw locked(holder.get(), patience);
            }
            awaitEnd(connection, holder.get(), left.compareTo(POLL_INTERVAL) < 0 ? left : POLL_INTERVAL);
            holder = take(connection);
        }
    }

    private static RollcallException locked(LockHolder holder, Duration patience) {
        return new RollcallException(
                ErrorName.ANOTHER_RUN,
                "Another rollcall run is using this database (user " + holder.user() + ", application "
                        + holder.application() + ", since " + holder.since().truncatedTo(ChronoUnit.SECONDS)
                        + (patience.isZero()
                                ? "). Try again when it finishes, or wait for it with --wait-lock."
                                : ") and did not finish within the " + patience.toSeconds()
                                        + " s of --wait-lock. Try again when it finishes."));
    }

    /** Takes the lock unless it is held. Concurrent attempts wait for the row. */
    private static Optional<LockHolder> take(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            limitWaits(statement, DECISION_TIMEOUT);
            statement.execute("select from history.run_lock for update");
            Optional<LockHolder> holder = LockHolder.in(connection);
            if (holder.isEmpty()) {
                enter(connection, KEYS.nextLong());
            }
            connection.commit();
            return holder;
        } finally {
            end(connection);
        }
    }

    private static void enter(Connection connection, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update history.run_lock
                   set key = ?
                     , pid = pg_backend_pid()
                     , usesysid = (select a.usesysid from pg_stat_activity as a where a.pid = pg_backend_pid())
                     , taken_at = clock_timestamp()
                """)) {
            statement.setLong(1, key);
            if (statement.executeUpdate() == 0) {
                throw new RollcallException(
                        ErrorName.SCHEMAS_UNUSABLE,
                        "The table history.run_lock is empty, perhaps because the schemas were restored without data."
                                + " Add its row: insert into history.run_lock (key, pid, usesysid, taken_at)"
                                + " values (0, 0, 0, '-infinity').");
            }
        }
        lock(connection, "select pg_advisory_lock(?)", key);
    }

    /** Waits until the holder releases the lock, for at most this long. */
    private static void awaitEnd(Connection connection, LockHolder holder, Duration patience) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            limitWaits(statement, patience);
            lock(connection, "select pg_advisory_xact_lock(?)", holder.key());
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        } finally {
            end(connection);
        }
    }

    private static void limitWaits(Statement statement, Duration limit) throws SQLException {
        statement.execute("set local lock_timeout = " + Math.max(1, limit.toMillis()));
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static void lock(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            statement.execute();
        }
    }
}
