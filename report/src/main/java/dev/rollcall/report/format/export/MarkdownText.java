// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.syntax.Markdown;
import dev.rollcall.schema.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Markdown text of limited size, because services drop texts that are too large: lists are cut with a note, cells are
 * shortened.
 */
final class MarkdownText {

    private static final int MAX_CELL_LENGTH = 100;

    /** For the headings and the ends of lists, which are always written. */
    private static final int RESERVE = 4_000;

    private final StringBuilder text = new StringBuilder();
    private final int mostBytes;
    private int bytes;

    MarkdownText(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Adds our own text, which is short and escaped. */
    MarkdownText add(String escaped) {
        text.append(escaped);
        bytes += escaped.getBytes(StandardCharsets.UTF_8).length;
        return this;
    }

    /** Adds a row, even if the text is full. */
    MarkdownText row(String... cells) {
        return add(rowOf(cells));
    }

    /**
     * Adds a row per item, and then how many were omitted.
     *
     * @param most the maximum number of rows
     * @param total the full number, of which the items may be only the first
     */
    <T> MarkdownText rows(List<T> items, int most, int total, Function<T, String[]> cells) {
        int shown = 0;
        for (T item : items) {
            String row = rowOf(cells.apply(item));
            if (shown == most || bytes + row.getBytes(StandardCharsets.UTF_8).length > mostBytes - RESERVE) {
                break;
            }
            add(row);
            shown++;
        }
        return shown < total ? add("\nand " + Words.count(total - shown) + " more\n") : this;
    }

    /** Escaped and shortened text. */
    static String cell(String text) {
        return Words.cut(Words.visible(text), MAX_CELL_LENGTH, "…");
    }

    private static String rowOf(String... cells) {
        return Markdown.row(Stream.of(cells).map(MarkdownText::cell).toArray(String[]::new));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
