// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import dev.rollcall.schema.DatabaseFailure;
import dev.rollcall.schema.FailureText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run, of which a database has one: who writes to its history or to an archive of its reports holds it.
 *
 * <p>It is an advisory lock of a session: the server gives it back when the process dies, however it dies, so that a
 * job execution which still counts as started while we hold the lock is known to be dead. For the same reason it is
 * lost when the server ends the session, which {@link #requireHeld()} notices.
 */
public final class RunLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    /** "rollcall" as a number; advisory locks know no names. */
    private static final long KEY = 0x726f6c6c63616c6cL;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(7);
    private static final int ANSWER_SECONDS = 10;

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock; who waits for it gets it in the order of asking.
     *
     * @param patience how long to wait for it; none to fail at once
     * @throws RunLockedException if another session holds it all the while
     */
    public static RunLock acquire(DataSource dataSource, Duration patience) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                if (patience.isZero() ? isFree(connection) : isFreeWithin(connection, patience)) {
                    return new RunLock(connection);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            throw new RunLockedException(patience);
        } catch (SQLException e) {
            throw new RunException(
                    DatabaseFailure.sentence(e)
                            .orElseGet(() -> "The lock of the run can't be taken: " + FailureText.of(e) + "."),
                    e);
        }
    }

    /**
     * Makes sure that the lock is still ours.
     *
     * @throws RunException if the server ended the session that held it
     */
    void requireHeld() {
        try {
            if (connection.isValid(ANSWER_SECONDS)) {
                return;
            }
        } catch (SQLException e) {
            LOG.debug("lock", e);
        }
        throw new RunException(
                "The server ended the session that held the lock of the run, so another run may have" + " begun.");
    }

    /** Gives the lock back; where its session is gone, the server has done so already. */
    @Override
    public void close() {
        try (connection) {
            call(connection, "select pg_advisory_unlock(?)");
        } catch (SQLException e) {
            LOG.debug("lock", e);
        }
    }

    private static boolean isFree(Connection connection) throws SQLException {
        return call(connection, "select pg_try_advisory_lock(?)");
    }

    private static boolean isFreeWithin(Connection connection, Duration patience) throws SQLException {
        Duration bounded = patience.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : patience;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = " + bounded.toMillis());
            try {
                return call(connection, "select pg_advisory_lock(?) is not null");
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
                return false;
            } finally {
                statement.execute("reset lock_timeout");
            }
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
