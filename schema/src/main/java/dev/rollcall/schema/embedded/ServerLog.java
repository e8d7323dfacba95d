// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server has logged since a given position. */
record ServerLog(Path file, long from) {

    private static final int MAX_BYTES = 1 << 16;

    static ServerLog from(Path file) throws IOException {
        return new ServerLog(file, Files.size(file));
    }

    /** Its last lines, because there may be many. */
    String text() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(from, channel.size() - MAX_BYTES));
            return new String(Channels.newInputStream(channel).readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }
}
