// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format.export;

import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.text.Words;
import java.util.Locale;

/**
 * A label and a value side by side as SVG, without fonts, scripts or other files.
 *
 * @param colour the background of the value, dark enough for white text
 */
public record Badge(String label, String value, String colour) {

    private static final String GOOD = "#1a6b3c";
    private static final String MIDDLING = "#8a5a00";
    private static final String BAD = "#a8321b";
    private static final String UNSURE = "#5b4a8a";
    private static final int WIDTH_OF_CHARACTER = 7;
    private static final int PADDING = 12;
    private static final int MIDDLING_SHARE = 90;

    /** The outcome of the gate, or without one the share of systems that are up to date. */
    static Badge of(SnapshotReport report) {
        return report.gate() == null
                ? of(report.snapshot().counts(), report.isStale())
                : of(report.gate().outcome());
    }

    /** The share of systems that are up to date, or that the inventory is stale. */
    public static Badge of(Counts counts, boolean isStale) {
        if (counts.systems() == 0) {
            return new Badge("systems", "none", UNSURE);
        }
        if (isStale) {
            return new Badge("systems", "stale inventory", UNSURE);
        }
        String colour = counts.upToDate() == counts.systems()
                ? GOOD
                : 100L * counts.upToDate() >= MIDDLING_SHARE * (long) counts.systems() ? MIDDLING : BAD;
        return new Badge("systems", Words.share(counts.upToDate(), counts.systems()) + " up to date", colour);
    }

    public static Badge of(Outcome outcome) {
        return new Badge(
                "gate",
                outcome.code(),
                switch (outcome) {
                    case PASSED -> GOOD;
                    case FAILED -> BAD;
                    case UNDECIDABLE -> UNSURE;
                });
    }

    public String svg() {
        int labelText = label.length() * WIDTH_OF_CHARACTER;
        int valueText = value.length() * WIDTH_OF_CHARACTER;
        int left = labelText + PADDING;
        int right = valueText + PADDING;
        return String.format(
                Locale.ROOT,
                """
                    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" viewBox="0 0 %1$d 20" role="img">
                      <title>%2$s: %3$s</title>
                      <rect width="%1$d" height="20" rx="3" fill="#3d4450"/>
                      <path d="M%4$d 0h%5$dq3 0 3 3v14q0 3-3 3h-%5$dz" fill="%6$s"/>
                      <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
                        <text x="%7$d" y="14" textLength="%9$d">%2$s</text>
                        <text x="%8$d" y="14" textLength="%10$d">%3$s</text>
                      </g>
                    </svg>
                    """,
                left + right,
                label,
                value.replace("<", "&lt;").replace(">", "&gt;"),
                left,
                right - 3,
                colour,
                left / 2,
                left + right / 2,
                labelText,
                valueText);
    }
}
