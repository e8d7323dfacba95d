// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a new file and syncs it to disk on close. */
final class DurableWriter extends FilterWriter {

    private static final int BUFFER = 1 << 14;

    private final FileChannel channel;

    private DurableWriter(FileChannel channel) {
        super(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), BUFFER));
        this.channel = channel;
    }

    static DurableWriter create(Path file) throws IOException {
        return new DurableWriter(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                out.flush();
                channel.force(true);
            }
        }
    }
}
