// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import java.util.stream.IntStream;

/**
 * The maximum width of a table, so that one long name does not make it unreadable; machine-readable formats keep full
 * names.
 *
 * @param columns the columns of the terminal, 0 without one or if unknown
 */
public record TableWidth(int columns) {

    public static final TableWidth UNKNOWN = new TableWidth(0);

    /** Longer than any realistic name of a host or flake. */
    public static final int MAX_CELL_WIDTH = 100;

    /** Statuses, times and short commits are shown in full on the narrowest terminal. */
    private static final int NEVER_CUT = 24;

    /**
     * The widths of columns: the widest are reduced until all fit.
     *
     * @param natural the widths of their cells
     * @param between the total width between columns and before the first
     */
    public int[] fit(int[] natural, int between) {
        int[] widths = IntStream.of(natural)
                .map(width -> Math.min(width, MAX_CELL_WIDTH))
                .toArray();
        int excess = columns == 0 ? 0 : IntStream.of(widths).sum() + between - columns;
        for (int widest = widest(widths); excess > 0 && widths[widest] > NEVER_CUT; widest = widest(widths)) {
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    /** How much of a cell is shown in a column of this width, including columns that were not measured. */
    public int mostShown(int width) {
        return columns == 0 ? MAX_CELL_WIDTH : Math.max(width, NEVER_CUT);
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            widest = widths[column] > widths[widest] ? column : widest;
        }
        return widest;
    }
}
