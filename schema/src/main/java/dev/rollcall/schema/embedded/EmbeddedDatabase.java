// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.connection.DatabaseSettings;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL server whose data stays in a home folder between commands.
 *
 * <p>It listens on the loopback interface only and requires a password from a private file. A lock file ensures that
 * one process at a time uses a home.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** SQLSTATE, PostgreSQL's Appendix A. */
    private static final String WRONG_PASSWORD = "28P01";

    private final EmbeddedHome home;
    private final EmbeddedServer server;
    private final String password;

    private EmbeddedDatabase(EmbeddedHome home, EmbeddedServer server, String password) {
        this.home = home;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server of a home folder; creates both if they don't exist.
     *
     * @param patience how long to wait while another process uses the home
     * @throws RollcallException if another process still uses the home
     * @throws RollcallException if the server can't be started
     */
    public static EmbeddedDatabase start(Path home, Duration patience, MachinePrograms machine) {
        EmbeddedHome held = null;
        try {
            held = EmbeddedHome.hold(home, patience);
            return start(held, machine);
        } catch (IOException e) {
            release(held);
            throw StartFailure.of(home, e);
        } catch (UncheckedIOException e) {
            release(held);
            throw StartFailure.of(home, Objects.requireNonNull(e.getCause()));
        } catch (RollcallException e) {
            release(held);
            throw e;
        }
    }

    private static EmbeddedDatabase start(EmbeddedHome home, MachinePrograms machine) throws IOException {
        PostgresPrograms programs = ProgramChoice.of(home, machine);
        Path data = home.data(programs);
        Path unfinished = home.unfinished(data);
        OrphanedServer.stop(data);
        OrphanedServer.stop(unfinished);
        String password = home.password(data);
        try {
            if (!Files.exists(data)) {
                FileTree.delete(unfinished);
                EmbeddedServer.makeData(programs, home, unfinished);
                Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
            }
            return new EmbeddedDatabase(home, EmbeddedServer.start(programs, home, data), password);
        } catch (IOException e) {
            if (programs.origin() == PostgresPrograms.Origin.BUNDLED) {
                discard(home);
            }
            throw e;
        }
    }

    /** The settings to connect to a database of this server, which is created if it does not exist. */
    public DatabaseSettings database(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String literal = statement.enquoteLiteral(name);
            if (!statement
                    .executeQuery("select from pg_database where datname = " + literal)
                    .next()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            }
            return settings(name);
        } catch (SQLException e) {
            throw failure("The database '" + name + "' can't be created", e);
        }
    }

    /** Drops a database of this server if it exists. */
    public void drop(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + statement.enquoteIdentifier(name, true) + " with (force)");
        } catch (SQLException e) {
            throw failure("The database '" + name + "' can't be dropped", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } finally {
            release(home);
        }
    }

    private RollcallException failure(String what, SQLException e) {
        return new RollcallException(
                WRONG_PASSWORD.equals(e.getSQLState())
                        ? new NamedError(
                                ErrorName.HOME_PASSWORD_LOST,
                                "The file " + home.passwordFile()
                                        + " does not hold the password of the data beside it. Restore the"
                                        + " right one, or move the home away to start over.")
                        : DatabaseFailure.of(e)
                                .orElseGet(() -> new NamedError(
                                        ErrorName.EMBEDDED_DATABASE_FAILED, what + ": " + e.getMessage())),
                e);
    }

    private Connection connect() throws SQLException {
        DatabaseSettings settings = settings("postgres");
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }

    private DatabaseSettings settings(String name) {
        return new DatabaseSettings(
                "jdbc:postgresql://localhost:" + server.port() + "/" + name, EmbeddedServer.SUPERUSER, password);
    }

    /** The programs may be the cause. */
    private static void discard(EmbeddedHome home) {
        try {
            new BundledPrograms(home).discard();
        } catch (IOException e) {
            LOG.warn("The programs of the embedded PostgreSQL can't be removed: {}", e.getMessage());
        }
    }

    private static void release(@Nullable EmbeddedHome home) {
        if (home != null) {
            home.close();
        }
    }
}
