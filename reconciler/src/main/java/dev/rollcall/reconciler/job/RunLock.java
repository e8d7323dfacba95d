// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The right to run, of which a database has one: who writes to its history or to an archive of its reports holds it.
 *
 * <p>It is an advisory lock of a session: the server gives it back when the process dies, however it dies, so that a
 * job execution which still counts as started while we hold the lock is known to be dead.
 */
public final class RunLock implements AutoCloseable {

    /** "rollcall" as a number; advisory locks know no names. */
    private static final long KEY = 0x726f6c6c63616c6cL;

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock, or fails at once.
     *
     * @throws RunLockedException if another session holds it
     */
    public static RunLock acquire(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            if (call(connection, "select pg_try_advisory_lock(?)")) {
                return new RunLock(connection);
            }
            connection.close();
            throw new RunLockedException();
        } catch (SQLException e) {
            throw new RunException("The lock of the run can't be taken: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            call(connection, "select pg_advisory_unlock(?)");
        } catch (SQLException e) {
            throw new RunException("The lock of the run can't be given back: " + e.getMessage(), e);
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
