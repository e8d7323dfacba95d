// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.BadLineException;
import dev.rollcall.schema.error.ErrorName;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream line by line as bytes, without decoding them, with a maximum line length.
 *
 * <p>Skips a byte order mark and unpacks gzip.
 */
final class LineReader {

    static final int MAX_LINE_LENGTH = 16 * 1024 * 1024;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private byte[] line = new byte[4096];
    private int length;
    private long number;
    private boolean isCutOff;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;

    LineReader(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(patient(stream), BUFFER);
        in = startsWith(buffered, 0x1f, 0x8b) ? new BufferedInputStream(new GzipStream(buffered), BUFFER) : buffered;
        if (startsWith(in, 0xef, 0xbb, 0xbf)) {
            in.skipNBytes(3);
        }
    }

    /**
     * Reads the next line.
     *
     * @return false at the end of the stream
     * @throws BadLineException if the line is too long, and was skipped
     */
    boolean next() throws IOException, BadLineException {
        length = 0;
        boolean isTooLong = false;
        boolean isAnything = false;
        isCutOff = true;
        while (position < limit || fill()) {
            isAnything = true;
            int end = endOfLine();
            isTooLong |= (long) length + end - position > MAX_LINE_LENGTH;
            if (!isTooLong) {
                take(end);
            }
            boolean isWhole = end < limit;
            position = isWhole ? end + 1 : end;
            if (isWhole) {
                isCutOff = false;
                break;
            }
        }
        number += isAnything ? 1 : 0;
        if (isTooLong) {
            throw new BadLineException(
                    ErrorName.LINE_TOO_LONG, "is longer than " + MAX_LINE_LENGTH / 1024 / 1024 + " MiB");
        }
        return isAnything;
    }

    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** Whether the stream ends within the line, as in a file that is still growing. */
    boolean isCutOff() {
        return isCutOff;
    }

    /** The number of the line, from 1. */
    long number() {
        return number;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private int endOfLine() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private void take(int end) {
        int taken = end - position;
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.max(length + taken, line.length * 2));
        }
        System.arraycopy(buffer, position, line, length, taken);
        length += taken;
    }

    /** Java would take a pause between two gzip streams in a pipe for the end, and asks a named pipe for its position. */
    private static InputStream patient(InputStream stream) {
        return new FilterInputStream(stream) {
            private boolean isOver;

            @Override
            public int available() {
                return 1;
            }

            /** At a terminal the end is followed by more, and in a named pipe by the lines of the next writer. */
            @Override
            public int read(byte[] bytes, int offset, int most) throws IOException {
                int count = isOver ? -1 : super.read(bytes, offset, most);
                isOver = count < 0;
                return count;
            }
        };
    }

    private static boolean startsWith(InputStream stream, int... bytes) throws IOException {
        stream.mark(bytes.length);
        try {
            for (int expected : bytes) {
                if (stream.read() != expected) {
                    return false;
                }
            }
            return true;
        } finally {
            stream.reset();
        }
    }
}
