// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears whole or not at all: it is written aside and then moved. */
final class SingleFile {

    private SingleFile() {}

    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException(file + " is a folder");
        }
        String aside = ".writing-" + target.getFileName();
        Files.deleteIfExists(folder.resolve(aside));
        try (DirectoryOutput output = new DirectoryOutput(folder)) {
            content.writeTo(output, aside);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(folder.resolve(aside));
            throw e;
        }
        Files.move(folder.resolve(aside), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Something that writes one file. */
    interface Content {
        void writeTo(ReportOutput output, String path) throws IOException;
    }
}
