// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A connection pool for one database. Thread-safe; closing it closes every connection. */
public final class Database implements AutoCloseable {

    /** The oldest supported server: {@code unique nulls not distinct} needs it. */
    public static final int OLDEST_SERVER_VERSION = 15;

    private static final int POOL_SIZE = 12;
    static final long CONNECT_TIMEOUT_MS = 10_000;

    /**
     * The server takes the type of a text from where it is used. Otherwise an array, which jOOQ sends as text, would be
     * converted from a text again for each row, and the planner would not know its length.
     */
    private static final String TYPE_OF_TEXT = "unspecified";

    static final Map<String, String> PROPERTIES = Map.of(
            "ApplicationName", "rollcall", "connectTimeout", "8", "stringtype", TYPE_OF_TEXT, "tcpKeepAlive", "true");

    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String CAN_NOT_CONNECT = "08001";

    private static final String INVALID_AUTHORIZATION = "28";
    private static final String INVALID_CATALOG_NAME = "3D000";

    private final HikariDataSource dataSource;
    private final DatabaseSettings settings;

    private Database(HikariDataSource dataSource, DatabaseSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /**
     * Opens a pool and connects once, so that a wrong address or password fails at once.
     *
     * @throws RollcallException if the server does not answer, refuses the login, is too old, does not use UTF-8, or
     *     shares sessions between clients
     */
    public static Database open(DatabaseSettings settings) {
        HikariDataSource dataSource = poolOf(settings);
        try (Connection connection = FirstConnection.open(settings)) {
            FirstConnection.requireUsable(connection, settings);
            return new Database(dataSource, settings);
        } catch (SQLException e) {
            dataSource.close();
            throw new RollcallException(
                    nameOf(e),
                    "Can't connect to the database " + settings.display() + ": " + reasonOf(e) + ". " + adviceFor(e),
                    e);
        } catch (RollcallException e) {
            dataSource.close();
            throw e;
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** A context for typed SQL; each statement takes a connection from the pool and returns it. */
    public DSLContext dsl() {
        return DSL.using(dataSource, SQLDialect.POSTGRES);
    }

    public DatabaseSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private static ErrorName nameOf(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith(INVALID_AUTHORIZATION)) {
            return ErrorName.LOGIN_REFUSED;
        }
        if (state.startsWith(FirstConnection.INSUFFICIENT_RESOURCES)) {
            return ErrorName.DATABASE_OUT_OF_RESOURCES;
        }
        return state.equals(INVALID_CATALOG_NAME) ? ErrorName.DATABASE_NOT_FOUND : ErrorName.DATABASE_UNREACHABLE;
    }

    /** For an unknown option, a pooler has the same SQLSTATE as a server for a broken message. */
    private static String adviceFor(SQLException e) {
        if (isRefused(e)) {
            return "Start PostgreSQL there, or change --db-url.";
        }
        if (nameOf(e) == ErrorName.DATABASE_OUT_OF_RESOURCES) {
            return "Try again when it is less busy.";
        }
        return PROTOCOL_VIOLATION.equals(e.getSQLState())
                ? "Check the parameters of --db-url; a pooler may refuse some that a server accepts."
                : "Check --db-url, --db-user and ROLLCALL_DB_PASSWORD (or .pgpass).";
    }

    /** The driver checks the URL when the pool is created, and reports only that the URL is not its own. */
    private static HikariDataSource poolOf(DatabaseSettings settings) {
        try {
            return new HikariDataSource(configurationOf(settings));
        } catch (RuntimeException e) {
            throw new RollcallException(
                    ErrorName.INVALID_DATABASE_URL,
                    "The driver can't parse the database URL " + settings.display()
                            + ": expected jdbc:postgresql://host:port/database. Check its port and parameters.",
                    e);
        }
    }

    private static HikariConfig configurationOf(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("rollcall");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        config.setInitializationFailTimeout(-1);
        PROPERTIES.forEach(config::addDataSourceProperty);
        // also what the pool returns to after a transaction with another one
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SessionSettings.STATEMENTS);
        return config;
    }

    /** Java throws the same exception for a server that does not answer in time. */
    private static boolean isRefused(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    && String.valueOf(cause.getMessage()).startsWith("Connection refused")) {
                return true;
            }
        }
        return false;
    }

    /** The driver's message on one line; the pool's wrapper only says that it waited. */
    private static String reasonOf(SQLException e) {
        if (isRefused(e)) {
            return "nothing listens there";
        }
        Throwable reason = e;
        while (reason.getCause() instanceof SQLException cause) {
            reason = cause;
        }
        String message = reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
        String sentence = message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
        // for an unknown host or a missing socket the driver only reports that it failed
        return CAN_NOT_CONNECT.equals(e.getSQLState()) && reason.getCause() instanceof IOException cause
                ? sentence + " (" + FailureText.of(cause) + ")"
                : sentence;
    }
}
