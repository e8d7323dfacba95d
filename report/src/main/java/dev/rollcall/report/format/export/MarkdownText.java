// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.format.syntax.Markdown;
import dev.rollcall.schema.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A text of Markdown that stays below a size, because the places that show one drop it whole if it is too large: lists end
 * early and say so, cells are cut.
 */
final class MarkdownText {

    private static final int LONGEST_CELL = 100;

    /** For the headings and the ends of lists, which are always there. */
    private static final int RESERVE = 4_000;

    private final StringBuilder text = new StringBuilder();
    private final int mostBytes;
    private int bytes;

    MarkdownText(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Adds text of ours, which is short and escaped. */
    MarkdownText add(String escaped) {
        text.append(escaped);
        bytes += escaped.getBytes(StandardCharsets.UTF_8).length;
        return this;
    }

    /** Adds a row whatever its cells say. */
    MarkdownText row(String... cells) {
        return add(rowOf(cells));
    }

    /**
     * Adds a row for each item, and after them how many were left out.
     *
     * @param most how many rows at most
     * @param total how many there are, of which the items may be only the first
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

    /** Text that stays text, and is not longer than a person reads. */
    static String cell(String text) {
        String visible = Words.visible(text);
        if (visible.codePointCount(0, visible.length()) <= LONGEST_CELL) {
            return visible;
        }
        return visible.substring(0, visible.offsetByCodePoints(0, LONGEST_CELL)) + "…";
    }

    private static String rowOf(String... cells) {
        return Markdown.row(Stream.of(cells).map(MarkdownText::cell).toArray(String[]::new));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
