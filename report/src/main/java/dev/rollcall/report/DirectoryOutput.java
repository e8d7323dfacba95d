// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files into a folder, which is created with the first of them. */
final class DirectoryOutput implements ReportOutput {

    private final Path folder;

    DirectoryOutput(Path folder) {
        this.folder = folder;
    }

    @Override
    public Writer createFile(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new BufferedWriter(DurableWriter.create(file));
    }

    @Override
    public void close() {
        // nothing is held open between files
    }
}
