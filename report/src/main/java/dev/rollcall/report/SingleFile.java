// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * A file that is written atomically, by a move. Anything that is not a regular file, such as {@code /dev/stdout} or a
 * pipe, is written directly, because a move would replace it.
 */
final class SingleFile {

    private static final Path DEVICES = Path.of("/dev");

    private SingleFile() {}

    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        if (Files.isDirectory(target) || target.getParent() == null) {
            throw new FileSystemException(target.toString(), null, "a folder of that name exists");
        }
        if (Files.exists(target) && (target.startsWith(DEVICES) || !Files.isRegularFile(target))) {
            writeInto(target, content);
        } else {
            replace(Files.exists(target) ? target.toRealPath() : target, content);
        }
    }

    private static void writeInto(Path target, Content content) throws IOException {
        ReportOutput output = new ReportOutput() {
            @Override
            public Writer createFile(String path) throws IOException {
                return Files.newBufferedWriter(target, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            }

            @Override
            public void close() {
                // not a disk, so there is nothing to sync
            }
        };
        content.writeTo(output, String.valueOf(target.getFileName()));
    }

    private static void replace(Path target, Content content) throws IOException {
        Path folder = target.resolveSibling("");
        String aside = ".writing-" + target.getFileName();
        Files.deleteIfExists(target.resolveSibling(aside));
        try (DirectoryOutput output = new DirectoryOutput(folder)) {
            content.writeTo(output, aside);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target.resolveSibling(aside));
            throw e;
        }
        if (Files.exists(target)) {
            keepAccess(target, target.resolveSibling(aside));
        }
        Files.move(
                target.resolveSibling(aside),
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The group and mode that someone may have set for the readers of the file; those of a new one if this user may not. */
    private static void keepAccess(Path replaced, Path file) {
        try {
            PosixFileAttributes access = Files.readAttributes(replaced, PosixFileAttributes.class);
            Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(access.group());
            Files.setPosixFilePermissions(file, access.permissions());
        } catch (IOException | UnsupportedOperationException ignored) {
            // a file that can be written is better than none
        }
    }

    interface Content {
        void writeTo(ReportOutput output, String path) throws IOException;
    }
}
