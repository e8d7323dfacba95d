// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for a terminal, with columns as wide as their widest cell, or as space permits. The last column is never cut
 * and does not widen other lines; the caller limits it.
 */
public final class TextTable {

    /** The cell of a missing value. */
    public static final String NONE = "-";

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final String indent;
    private final TableWidth width;
    private final int columns;

    public TextTable(TableWidth width, String indent, String... headings) {
        this.width = width;
        this.indent = indent;
        this.columns = headings.length;
        rows.add(List.of(headings));
    }

    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    public String text() {
        int[] widths = width.fit(natural(), indent.length() + GAP.length() * (columns - 1));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < columns; column++) {
                boolean isLast = column == columns - 1;
                String cell = isLast ? row.get(column) : Words.shortened(row.get(column), widths[column]);
                line.append(cell)
                        .append(" ".repeat(Math.max(0, widths[column] - width(cell))))
                        .append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** A cell of text from the inventory. */
    public static String text(@Nullable String text) {
        return text == null ? NONE : Words.visible(text);
    }

    /** A cell with a commit. */
    public static String commit(@Nullable String commit) {
        return commit == null ? NONE : Words.shortCommit(commit);
    }

    private int[] natural() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        widths[columns - 1] = width(rows.get(0).get(columns - 1));
        return widths;
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
