// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file written by a person. Files over 1 MB are rejected, for example endless devices. */
public final class SmallFile {

    private static final int MAX_BYTES = 1 << 20;

    private SmallFile() {}

    /** Its content; empty if it is too large. */
    public static Optional<byte[]> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(bytes);
        }
    }

    /** Its text in UTF-8, without the byte order mark that editors on Windows write. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
