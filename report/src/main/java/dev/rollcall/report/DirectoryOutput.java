// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes files into a folder, which is created with the first of them. They are on the disk, and not only on their way
 * there, when the output is closed.
 */
final class DirectoryOutput implements ReportOutput {

    private final Path folder;
    private final Queue<Path> written = new ConcurrentLinkedQueue<>();

    DirectoryOutput(Path folder) {
        this.folder = folder;
    }

    @Override
    public Writer createFile(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Writer writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        written.add(file);
        return writer;
    }

    /** All at the end: waiting for the disk once a file, a file system writes all its journal each time. */
    @Override
    public void close() throws IOException {
        for (Path file : written) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }
}
