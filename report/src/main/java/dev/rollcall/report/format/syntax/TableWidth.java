// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.syntax;

import java.util.stream.IntStream;

/**
 * How wide a table may get, so that one long name does not make it unreadable; machine formats keep names whole.
 *
 * @param columns those of the terminal that shows it, 0 if none does or its width is not known
 */
public record TableWidth(int columns) {

    public static final TableWidth UNKNOWN = new TableWidth(0);

    /** More than any name of a host or a flake that a person chose. */
    public static final int WIDEST_CELL = 100;

    /** Statuses, times and short commits are shown whole on the narrowest terminal. */
    private static final int NEVER_CUT = 24;

    /**
     * The widths that columns get: the widest give way until all fit.
     *
     * @param natural how wide their cells are
     * @param between what is between columns and before the first, in all
     */
    public int[] fit(int[] natural, int between) {
        int[] widths =
                IntStream.of(natural).map(width -> Math.min(width, WIDEST_CELL)).toArray();
        int excess = columns == 0 ? 0 : IntStream.of(widths).sum() + between - columns;
        for (int widest = widest(widths); excess > 0 && widths[widest] > NEVER_CUT; widest = widest(widths)) {
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    /** How much is shown of a cell in a column of such a width, also of one that was not there when it was measured. */
    public int mostShown(int width) {
        return columns == 0 ? WIDEST_CELL : Math.max(width, NEVER_CUT);
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            widest = widths[column] > widths[widest] ? column : widest;
        }
        return widest;
    }
}
