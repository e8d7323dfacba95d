// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an embedded server, held by one process at a time: its lock, its password, its data and its log, all
 * private to the user.
 */
final class EmbeddedHome implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedHome.class);
    private static final String DATA = "postgres-";
    private static final String UNFINISHED = ".new";
    /** The file that the library makes last in a folder of programs. */
    private static final String UNPACKED_WHOLE = ".exists";

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final FileChannel lock;

    private EmbeddedHome(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder, and makes it if there is none.
     *
     * @param patience how long to wait while another process holds it
     * @throws HomeInUseException if another process holds it all the while
     */
    static EmbeddedHome hold(Path home, Duration patience) throws IOException {
        createPrivate(home.toAbsolutePath());
        // an orphaned server is told by the path that it was started with
        Path folder = home.toRealPath();
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel, patience)) {
            channel.close();
            throw new HomeInUseException(folder);
        }
        return new EmbeddedHome(folder, channel);
    }

    /**
     * The folder of the data. A server refuses the data of another major version, so each has a folder of its own.
     *
     * @throws SchemaException if there is none for this version, and one of another that would be forgotten
     */
    Path data(String major) throws IOException {
        Path data = folder.resolve(DATA + major);
        if (!Files.exists(data)) {
            refuseOtherMajor(major);
        }
        return data;
    }

    /** Where the data is made before it is moved to its place: a crash meanwhile leaves nothing that looks whole. */
    Path unfinished(Path data) {
        return data.resolveSibling(data.getFileName() + UNFINISHED);
    }

    /**
     * Where the programs of the server are unpacked to, by a library that opens its folder to everybody.
     *
     * <p>What a killed process unpacked in part is gone first: the library keeps each file that it finds, whole or not.
     */
    Path programs() throws IOException {
        createPrivate(folder.resolve("programs"));
        Files.createDirectories(unpacked());
        for (Path version : unpackedVersions()) {
            if (!Files.exists(version.resolve(UNPACKED_WHOLE))) {
                deleteRecursively(version);
            }
        }
        return unpacked();
    }

    /**
     * Has the programs unpacked anew by the next start, as those here may be broken.
     *
     * <p>Only the mark goes, in one step: a start also fails because its process was told to stop, and such a process may
     * end at any moment. Half the programs beside a mark would keep every later server from starting.
     */
    void discardPrograms() throws IOException {
        for (Path version : unpackedVersions()) {
            Files.deleteIfExists(version.resolve(UNPACKED_WHOLE));
        }
    }

    private Path unpacked() {
        return folder.resolve("programs").resolve("unpacked");
    }

    private List<Path> unpackedVersions() throws IOException {
        if (!Files.isDirectory(unpacked())) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(unpacked())) {
            return versions.toList();
        }
    }

    /** The log of the server, which may quote statements. */
    Path log() throws IOException {
        Path log = folder.resolve("postgres.log");
        if (!Files.exists(log)) {
            Files.createFile(log);
        }
        restrict(log, "rw-------");
        return log;
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** The password of the server, made up where there is no data yet. */
    String password(Path data) throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            if (Files.exists(data)) {
                throw new SchemaException("The file " + file + ", which holds the password of the data in " + data
                        + ", is gone. Put it back, or move the data away to begin anew.");
            }
            writePassword(file);
        }
        return Files.readString(file);
    }

    static void deleteRecursively(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("lock file", e);
        }
    }

    private void refuseOtherMajor(String major) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> others = entries.filter(entry -> Files.exists(entry.resolve("PG_VERSION")))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.matches(DATA + "\\d+"))
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                String other = others.get(others.size() - 1);
                throw new SchemaException("The data in " + folder.resolve(other) + " is of PostgreSQL "
                        + other.substring(DATA.length()) + ", and this Rollcall brings PostgreSQL " + major
                        + ". Move it as docs/operations.md says under 'Another PostgreSQL', or move the folder away to"
                        + " begin anew.");
            }
        }
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

    private static Path createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(folder, "rwx------");
        }
        return folder;
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean isLocked(FileChannel channel, Duration patience) throws IOException {
        long asked = System.nanoTime();
        while (!isLocked(channel)) {
            if (System.nanoTime() - asked >= patience.toNanos()) {
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
            // this very process has it
            return false;
        }
    }
}
