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

/** Writes files into a folder, which is created with the first file. Closing it syncs them to disk. */
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

    /** Syncs all files at the end: syncing each would write the file system's journal each time. */
    @Override
    public void close() throws IOException {
        for (Path file : written) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }
}
