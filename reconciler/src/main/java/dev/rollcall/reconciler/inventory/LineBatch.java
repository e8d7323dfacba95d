// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.reconciler.inventory.format.BadLineException;
import dev.rollcall.reconciler.inventory.format.InventoryFormat;
import dev.rollcall.reconciler.inventory.format.JsonLine;
import dev.rollcall.schema.error.NamedError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consecutive lines of a source, read by one thread and parsed by another. */
final class LineBatch {

    private static final int FULL = 1 << 17;

    private final List<Line> lines = new ArrayList<>();
    private byte[] bytes = new byte[FULL + (FULL >> 2)];
    private int length;

    /** A line within the bytes, or its error. */
    private record Line(
            long number,
            int offset,
            int length,
            boolean isCutOff,
            @Nullable NamedError problem) {}

    /** The lines as rows of COPY, and the bad lines by number. */
    record Parsed(String rows, List<BadLine> bad) {}

    /** Reads lines until it is full; returns false at the end of the stream. */
    boolean fill(LineReader reader) throws IOException {
        boolean isMore = true;
        while (isMore && length < FULL) {
            try {
                isMore = reader.next();
                if (isMore && !reader.isBlank()) {
                    add(reader);
                }
            } catch (BadLineException e) {
                lines.add(new Line(reader.number(), 0, 0, false, e.error()));
            }
        }
        return isMore;
    }

    /** The number of bytes. */
    int length() {
        return length;
    }

    /** The number of lines, without blank ones. */
    int size() {
        return lines.size();
    }

    /** Numbers the rows by their lines plus an offset. */
    Parsed parse(InventorySource source, InventoryFormat.Defaults defaults, long offset) {
        StringBuilder rows = new StringBuilder(length);
        List<BadLine> bad = new ArrayList<>();
        for (Line line : lines) {
            try {
                append(rows, line, source.kind().format(), defaults, offset);
            } catch (BadLineException e) {
                bad.add(new BadLine(source.name(), line.number(), e.error(), line.isCutOff() && source.mayGrow()));
            }
        }
        return new Parsed(rows.toString(), bad);
    }

    private void append(
            StringBuilder rows, Line line, InventoryFormat format, InventoryFormat.Defaults defaults, long offset)
            throws BadLineException {
        if (line.problem() != null) {
            throw new BadLineException(line.problem().name(), line.problem().sentence());
        }
        CopyLine.append(
                rows,
                offset + line.number(),
                format.read(JsonLine.parse(bytes, line.offset(), line.length()), defaults));
    }

    private void add(LineReader reader) {
        if (length + reader.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, length + reader.length());
        }
        System.arraycopy(reader.bytes(), 0, bytes, length, reader.length());
        lines.add(new Line(reader.number(), length, reader.length(), reader.isCutOff(), null));
        length += reader.length();
    }
}
