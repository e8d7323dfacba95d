// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of Rollcall's own, whose data stays in a home folder from one command to the next.
 *
 * <p>It listens on the loopback interface only and asks for a password that is kept in a private file. One process at a
 * time uses a home: a lock file says which.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** After a crash a server first makes sure that all its files are on the disk, which a busy one lets take long. */
    private static final Duration STARTUP_WAIT = Duration.ofMinutes(3);

    private static final String SUPERUSER = "postgres";

    private final EmbeddedHome home;
    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(EmbeddedHome home, EmbeddedPostgres postgres, String password) {
        this.home = home;
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts the server of a home folder, and makes both where they don't exist.
     *
     * @param patience how long to wait while another process uses the home
     * @throws HomeInUseException if another process uses the home all the while
     * @throws SchemaException if the server can't be started
     */
    public static EmbeddedDatabase start(Path home, Duration patience) {
        EmbeddedHome held = null;
        try {
            held = EmbeddedHome.hold(home, patience);
            return start(held);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            release(held);
            throw new SchemaException(
                    "The embedded PostgreSQL in " + home + " can't be started: " + reasonOf(e) + ". Its log is "
                            + home.resolve("postgres.log") + ".",
                    e);
        } catch (SchemaException e) {
            release(held);
            throw e;
        }
    }

    private static EmbeddedDatabase start(EmbeddedHome home) throws IOException {
        Path data = home.data(BuildProperties.current().embeddedPostgresMajor());
        Path unfinished = home.unfinished(data);
        OrphanedServer.stop(data);
        OrphanedServer.stop(unfinished);
        String password = home.password(data);
        if (!Files.exists(data)) {
            EmbeddedHome.deleteRecursively(unfinished);
            startServer(home, unfinished, password).close();
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        }
        return new EmbeddedDatabase(home, startServer(home, data, password), password);
    }

    /** The settings to connect to a database of this server, which is created if it does not exist. */
    public DatabaseSettings database(String name) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            String literal = statement.enquoteLiteral(name);
            if (!statement
                    .executeQuery("select from pg_database where datname = " + literal)
                    .next()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            }
            return settings(name);
        } catch (SQLException e) {
            throw new SchemaException("The database '" + name + "' can't be created: " + e.getMessage(), e);
        }
    }

    /** Drops a database of this server with all that is in it; nothing happens if it does not exist. */
    public void drop(String name) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + statement.enquoteIdentifier(name, true) + " with (force)");
        } catch (SQLException e) {
            throw new SchemaException("The database '" + name + "' can't be dropped: " + e.getMessage(), e);
        }
    }

    /** A file system's own message is often no more than the name of the file. */
    private static String reasonOf(Exception e) {
        return e instanceof FileSystemException failure
                ? failure.getFile() + " can't be written ("
                        + e.getClass().getSimpleName().replace("Exception", "") + ")"
                : String.valueOf(e.getMessage());
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL did not stop cleanly: {}", e.getMessage());
        } finally {
            release(home);
        }
    }

    private DatabaseSettings settings(String name) {
        return new DatabaseSettings(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name, SUPERUSER, password);
    }

    private static EmbeddedPostgres startServer(EmbeddedHome home, Path data, String password) throws IOException {
        try {
            return builder(home, data, password).start();
        } catch (ExceptionInInitializerError e) {
            // how the library says that the programs can't be unpacked
            discardPrograms(home);
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (IOException | IllegalStateException e) {
            // a full disk leaves programs that look whole
            discardPrograms(home);
            throw e;
        }
    }

    private static void discardPrograms(EmbeddedHome home) {
        try {
            home.discardPrograms();
        } catch (IOException e) {
            LOG.warn("The programs of the embedded PostgreSQL can't be removed: {}", e.getMessage());
        }
    }

    private static EmbeddedPostgres.Builder builder(EmbeddedHome home, Path data, String password) throws IOException {
        Redirect log = Redirect.appendTo(home.log().toFile());
        Path programs = home.programs();
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPgBinaryResolver(new Programs(programs))
                .setOverrideWorkingDirectory(programs.toFile())
                .setPGStartupWait(STARTUP_WAIT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // these become initdb's options; the last --auth wins over the library's "trust"
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", home.passwordFile().toString())
                .setConnectConfig("password", password)
                // the library's defaults suit tests; this data is to be kept
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "128MB");
    }

    private static void release(@Nullable EmbeddedHome home) {
        if (home != null) {
            home.close();
        }
    }

    /**
     * The programs that the library brings, as those of one folder. The library remembers by the equality of this where in
     * this process it unpacked them: a home never runs what lies in another.
     */
    private record Programs(Path folder) implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machineHardware) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
    }
}
