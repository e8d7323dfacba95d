// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an embedded server, used by one process at a time: its lock, password, data and log, all private to the
 * user.
 */
final class EmbeddedHome implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedHome.class);
    private static final String DATA = "postgres-";
    private static final String UNFINISHED = ".new";
    static final String LOG = "postgres.log";

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final FileChannel lock;

    private EmbeddedHome(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Locks the folder; creates it if it does not exist.
     *
     * @param patience how long to wait while another process holds it
     * @throws RollcallException if another process still holds it
     */
    static EmbeddedHome hold(Path home, Duration patience) throws IOException {
        createPrivate(home.toAbsolutePath());
        // an orphaned server is recognised by the path it was started with
        Path folder = home.toRealPath();
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel, patience)) {
            channel.close();
            throw new RollcallException(
                    ErrorName.HOME_IN_USE,
                    "Another rollcall is using the embedded database in " + folder
                            + ". Try again when it finishes, wait for it with --wait-lock, or choose another folder with --home.");
        }
        return new EmbeddedHome(folder, channel);
    }

    /**
     * The data folder. Each major version has its own, because a server refuses the data of another.
     *
     * @throws RollcallException if there is data of another version, which would be ignored
     */
    Path data(PostgresPrograms programs) throws IOException {
        Path data = folder.resolve(DATA + programs.major());
        refuseOthers(data, programs);
        return data;
    }

    /** Where the data is created before it is moved into place, so a crash leaves nothing that looks complete. */
    Path unfinished(Path data) {
        return data.resolveSibling(data.getFileName() + UNFINISHED);
    }

    /** The folder of the bundled programs. */
    Path programs() {
        return folder.resolve("programs");
    }

    /** The log of the server, which may quote statements. */
    Path log() throws IOException {
        Path log = folder.resolve(LOG);
        if (!Files.exists(log)) {
            Files.createFile(log);
        }
        restrict(log, "rw-------");
        return log;
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** The password of the server, generated if there is no data yet. */
    String password(Path data) throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            if (Files.exists(data)) {
                throw new RollcallException(
                        ErrorName.HOME_PASSWORD_LOST,
                        "The file " + file + ", which holds the password of the data in " + data
                                + ", is missing. Restore it, or move the data away to start over.");
            }
            writePassword(file);
        }
        return checked(file);
    }

    /** A modified password would make the server reject the login as if it were wrong. */
    private static String checked(Path file) throws IOException {
        String password = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        if (!password.matches("[!-~]+")) {
            throw new RollcallException(
                    ErrorName.HOME_PASSWORD_LOST,
                    "The file " + file + " is damaged: expected one line with the password of the data"
                            + " beside it. Restore it, or move the home away to start over.");
        }
        return password;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOGGER.debug("lock file", e);
        }
    }

    private void refuseOthers(Path data, PostgresPrograms programs) throws IOException {
        List<String> others;
        try (Stream<Path> entries = Files.list(folder)) {
            others = entries.filter(entry -> Files.exists(entry.resolve("PG_VERSION")))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.matches(DATA + "\\d+") && !data.endsWith(name))
                    .sorted()
                    .toList();
        }
        if (others.isEmpty()) {
            return;
        }
        String other = others.get(others.size() - 1);
        if (Files.exists(data)) {
            throw new RollcallException(
                    ErrorName.DATA_OF_TWO_VERSIONS,
                    "The home " + folder + " holds " + data.getFileName() + " and " + other
                            + ", the data of two versions of PostgreSQL. Move one of them"
                            + " away.");
        }
        String major = other.substring(DATA.length());
        throw new RollcallException(
                ErrorName.DATA_OF_ANOTHER_VERSION,
                "The data in " + folder.resolve(other) + " is from PostgreSQL " + major + ", but "
                        + programs.display() + ", which can't read it. Choose the programs of PostgreSQL "
                        + major
                        + " with --postgres-bin, move the data as described under 'Another PostgreSQL' in docs/operations.md, or move"
                        + " the folder away to start over.");
    }

    private static void writePassword(Path file) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Path aside = file.resolveSibling("password" + UNFINISHED);
        Files.deleteIfExists(aside);
        Files.createFile(aside);
        restrict(aside, "rw-------");
        Files.writeString(aside, HexFormat.of().formatHex(random));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Path createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(folder, "rwx------");
        }
        return folder;
    }

    static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean isLocked(FileChannel channel, Duration patience) throws IOException {
        long asked = System.nanoTime();
        while (!isLocked(channel)) {
            if (System.nanoTime() - asked >= TimeUnit.NANOSECONDS.convert(patience)) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // held by this process
            return false;
        }
    }
}
