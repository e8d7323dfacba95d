// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Detects a pooler that gives a server session to another client after each transaction. A lock would outlive its
 * process, two runs could hold the same one, and our settings would reach other clients.
 *
 * <p>Calls nothing that others could replace in {@code public}, and sets only a variable of its own.
 */
final class SharedSession {

    private static final int TRIES = 3;

    private static final String PROCESS = "select pg_catalog.pg_backend_pid()";
    private static final String SET = "select pg_catalog.set_config('rollcall.session'::text, ?::text, false)";
    private static final String GET = "select pg_catalog.current_setting('rollcall.session'::text, true)";

    private SharedSession() {}

    /**
     * Whether a connection's session may become another client's before it is closed.
     *
     * @param another opens a second connection in the same way, which is closed here
     */
    static boolean isBehind(Connection connection, Opening another) throws SQLException {
        if (isDirect(connection)) {
            return false;
        }
        try (Connection other = another.open()) {
            for (int tried = 0; tried < TRIES; tried++) {
                String mark = UUID.randomUUID().toString();
                ask(connection, SET, mark);
                if (mark.equals(ask(other, GET)) || !mark.equals(ask(connection, GET))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A direct connection reports at startup the id of the process that serves it, unless someone fakes it. */
    private static boolean isDirect(Connection connection) throws SQLException {
        return String.valueOf(connection.unwrap(PGConnection.class).getBackendPID())
                .equals(ask(connection, PROCESS));
    }

    private static String ask(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return String.valueOf(answer.getString(1));
            }
        }
    }

    interface Opening {
        Connection open() throws SQLException;
    }
}
