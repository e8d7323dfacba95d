// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);
    private static final int ORPHAN_STOP_SECONDS = 30;
    private static final String SUPERUSER = "postgres";

    private final FileChannel lockFile;
    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres postgres, String password) {
        this.lockFile = lockFile;
        this.postgres = postgres;
        this.password = password;
    }

    /**
     * Starts the server of a home folder, and makes both where they don't exist.
     *
     * @throws HomeInUseException if another process uses the home
     * @throws SchemaException if the server can't be started
     */
    public static EmbeddedDatabase start(Path home) {
        FileChannel lockFile = null;
        try {
            Path folder = createPrivate(home.toAbsolutePath());
            lockFile = lock(folder);
            // a server refuses the data of another major version, so each has a folder of its own
            Path data = folder.resolve("postgres-" + BuildProperties.current().embeddedPostgresMajor());
            stopOrphan(data);
            String password = passwordIn(folder);
            return new EmbeddedDatabase(lockFile, startServer(folder, data, password), password);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            release(lockFile);
            throw new SchemaException(
                    "The embedded PostgreSQL in " + home + " can't be started: " + reasonOf(e) + ". Its log is "
                            + home.resolve("postgres.log") + ".",
                    e);
        } catch (SchemaException e) {
            release(lockFile);
            throw e;
        }
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
            release(lockFile);
        }
    }

    private DatabaseSettings settings(String name) {
        return new DatabaseSettings(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name, SUPERUSER, password);
    }

    private static EmbeddedPostgres startServer(Path folder, Path data, String password) throws IOException {
        Redirect log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        createPrivate(folder.resolve("programs")).toFile())
                .setPGStartupWait(STARTUP_WAIT)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // these become initdb's options; the last --auth wins over the library's "trust"
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", folder.resolve("password").toString())
                .setConnectConfig("password", password)
                // the library's defaults suit tests; this data is to be kept
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "128MB")
                .start();
    }

    private static Path createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLockable(channel)) {
            channel.close();
            throw new HomeInUseException(folder);
        }
        return channel;
    }

    private static boolean isLockable(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // this very process has it
            return false;
        }
    }

    private static void release(@Nullable FileChannel lockFile) {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException e) {
            LOG.debug("lock file", e);
        }
    }

    private static String passwordIn(Path folder) throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file);
    }

    /**
     * Stops the server that a killed process left behind. We hold the home's lock, so a server that still runs on its
     * data belongs to nobody.
     */
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d+"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(process -> isServerOn(process, data));
        if (orphan.isPresent()) {
            LOG.info(
                    "Stopping the PostgreSQL that an earlier process left behind (pid {})",
                    orphan.get().pid());
            orphan.get().destroy();
            try {
                orphan.get().onExit().get(ORPHAN_STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SchemaException("Interrupted while an orphaned PostgreSQL stopped.", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new SchemaException(
                        "An orphaned PostgreSQL (pid " + orphan.get().pid() + ") on " + data
                                + " does not stop. End it, then try again.",
                        e);
            }
        }
    }

    private static boolean isServerOn(ProcessHandle process, Path data) {
        return process.info()
                .commandLine()
                .map(line -> line.contains(data.toString()))
                .orElse(false);
    }
}
