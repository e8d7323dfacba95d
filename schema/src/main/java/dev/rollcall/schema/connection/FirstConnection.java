// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The connection before the pool's, which detects an unusable database at once. */
final class FirstConnection {

    private static final long BETWEEN_TRIES_MS = 500;

    /** SQLSTATE of a server that is starting or stopping: PostgreSQL's Appendix A. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** SQLSTATE class of too many connections or too little memory: the same appendix. */
    static final String INSUFFICIENT_RESOURCES = "53";

    private FirstConnection() {}

    /**
     * Connects, and retries only while the server may soon answer differently. A pool would retry until its timeout,
     * whatever the answer.
     */
    static Connection open(DatabaseSettings settings) throws SQLException {
        Properties properties = new Properties();
        Database.PROPERTIES.forEach(properties::setProperty);
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        // do not wait longer for a host that accepts and then says nothing
        properties.setProperty(
                "loginTimeout", String.valueOf(TimeUnit.MILLISECONDS.toSeconds(Database.CONNECT_TIMEOUT_MS)));
        long asked = System.nanoTime();
        while (true) {
            try {
                return DriverManager.getConnection(settings.url(), properties);
            } catch (SQLException e) {
                boolean isOver =
                        System.nanoTime() - asked >= TimeUnit.MILLISECONDS.toNanos(Database.CONNECT_TIMEOUT_MS);
                if (isOver || !isWorthAnotherTry(e)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /**
     * True if the server says that it is starting, or nothing listens yet. A host that timed out would take as long
     * again, and a rejected certificate or file would be rejected again.
     */
    static boolean isWorthAnotherTry(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.equals(CANNOT_CONNECT_NOW)
                || state.startsWith(INSUFFICIENT_RESOURCES)
                || e.getCause() instanceof SocketException
                || e.getCause() instanceof UnknownHostException
                || e.getCause() instanceof EOFException;
    }

    private static void pause(SQLException e) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    /**
     * Checks the server before using it.
     *
     * @throws RollcallException if it is too old, does not use UTF-8, or shares sessions between clients
     */
    static void requireUsable(Connection connection, DatabaseSettings settings) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < Database.OLDEST_SERVER_VERSION) {
            throw new RollcallException(
                    ErrorName.SERVER_TOO_OLD,
                    "The server " + settings.display() + " runs PostgreSQL " + version + ", but Rollcall needs "
                            + Database.OLDEST_SERVER_VERSION + " or later. Upgrade the server.");
        }
        if (SharedSession.isBehind(connection, () -> open(settings))) {
            throw new RollcallException(
                    ErrorName.POOLER_SHARES_SESSIONS,
                    "The pooler in front of " + settings.display()
                            + " shares sessions between clients, but a run needs a session of its own for its lock and"
                            + " its settings. Connect to the server directly, or let the pooler keep one session per client"
                            + " (pgbouncer: pool_mode = session).");
        }
        String encoding = encodingOf(connection);
        if (!encoding.equals("UTF8")) {
            throw new RollcallException(
                    ErrorName.DATABASE_NOT_UTF8,
                    "The database " + settings.display() + " uses the encoding " + encoding
                            + ", but Rollcall needs UTF8. Create another one with: create database ... template template0 encoding"
                            + " 'UTF8'.");
        }
    }

    private static String encodingOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("show server_encoding")) {
            encoding.next();
            return encoding.getString(1);
        }
    }
}
