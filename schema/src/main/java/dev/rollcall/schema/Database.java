// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.EOFException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** An open pool of connections to one database. Thread-safe; closing it closes every connection. */
public final class Database implements AutoCloseable {

    /** The oldest server that the SQL is written for: {@code unique nulls not distinct} came with it. */
    public static final int OLDEST_SERVER_VERSION = 15;

    private static final int POOL_SIZE = 12;
    private static final long CONNECT_TIMEOUT_MS = 10_000;

    private static final long BETWEEN_TRIES_MS = 500;

    /** What a server answers that is starting or stopping: PostgreSQL's Appendix A. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** Too many connections, or too little memory for another: the same appendix. */
    private static final String INSUFFICIENT_RESOURCES = "53";

    /** Without jit, because compiling a plan costs more than most of ours save. */
    private static final Map<String, String> PROPERTIES =
            Map.of("ApplicationName", "rollcall", "connectTimeout", "8", "options", "-c jit=off");

    /** Lets a long statement end soon after the process that waits for it; a server on Windows can't. */
    private static final String NOTICE_DEAD_CLIENTS = """
            select set_config('client_connection_check_interval', '2s', false)
             where version() !~* 'windows|mingw|visual c|msvc'
            """;

    private final HikariDataSource dataSource;
    private final DatabaseSettings settings;

    private Database(HikariDataSource dataSource, DatabaseSettings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /**
     * Connects once, so that a wrong address or password is told at once.
     *
     * @throws SchemaException if the server does not answer, refuses the login, or is too old
     */
    public static Database open(DatabaseSettings settings) {
        HikariDataSource dataSource = poolOf(settings);
        try (Connection connection = firstConnection(settings)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER_VERSION) {
                throw new SchemaException("The server " + settings.display() + " is PostgreSQL " + version
                        + ", Rollcall needs " + OLDEST_SERVER_VERSION + " or later. Upgrade the server.");
            }
            return new Database(dataSource, settings);
        } catch (SQLException e) {
            dataSource.close();
            throw new SchemaException(
                    "Can't connect to the database " + settings.display() + ": " + reasonOf(e)
                            + ". Check --db-url, --db-user and ROLLCALL_DB_PASSWORD (or .pgpass).",
                    e);
        } catch (SchemaException e) {
            dataSource.close();
            throw e;
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** A context for typed SQL; each statement takes a connection from the pool and gives it back. */
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

    /** The driver looks at the URL while the pool is made, and says no more than that it is none of its own. */
    private static HikariDataSource poolOf(DatabaseSettings settings) {
        try {
            return new HikariDataSource(configurationOf(settings));
        } catch (RuntimeException e) {
            throw new SchemaException(
                    "The driver can't read the database URL " + settings.display()
                            + ": expected jdbc:postgresql://host:port/database. Check its port and parameters.",
                    e);
        }
    }

    /**
     * A pool asks again and again until its time is over, whatever the answer was; here only a server that may soon have
     * another is asked again.
     */
    private static Connection firstConnection(DatabaseSettings settings) throws SQLException {
        Properties properties = new Properties();
        PROPERTIES.forEach(properties::setProperty);
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
        }
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        // a host that accepts and says nothing is waited for no longer
        properties.setProperty("loginTimeout", String.valueOf(TimeUnit.MILLISECONDS.toSeconds(CONNECT_TIMEOUT_MS)));
        long asked = System.nanoTime();
        while (true) {
            try {
                return DriverManager.getConnection(settings.url(), properties);
            } catch (SQLException e) {
                boolean isOver = System.nanoTime() - asked >= TimeUnit.MILLISECONDS.toNanos(CONNECT_TIMEOUT_MS);
                if (isOver || !isWorthAnotherTry(e)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /**
     * It says so itself, or nothing listens there yet. A host that let its time pass would take as long again, and a
     * certificate or a file that is refused will be refused again.
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
        config.setConnectionInitSql(NOTICE_DEAD_CLIENTS);
        return config;
    }

    /** The driver's own words on one line; the pool's wrapper only says that it waited. */
    private static String reasonOf(SQLException e) {
        Throwable reason = e;
        while (reason.getCause() instanceof SQLException cause) {
            reason = cause;
        }
        String message = reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\.$", "");
    }
}
