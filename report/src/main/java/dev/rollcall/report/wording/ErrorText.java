// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.schema.text.Words;
import java.util.List;

/** The text of a failed evaluation, which is untrusted and may be long, cut to fit a table, a page or a terminal. */
public final class ErrorText {

    private static final String MESSAGE = "error:";
    private static final int MAX_HEADLINE = 200;
    private static final int MAX_LINE = 300;

    private ErrorText() {}

    /** The line with the cause: Nix prints its trace first and the message after it. */
    public static String headline(String error) {
        List<String> lines =
                error.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String headline = lines.isEmpty() ? "(no text)" : lines.get(0);
        for (String line : lines) {
            if (line.startsWith(MESSAGE) && line.length() > MESSAGE.length()) {
                headline = line;
            }
        }
        return cut(headline, MAX_HEADLINE);
    }

    /** The first lines, shortened. */
    public static Bounded<String> firstLines(String error, int most) {
        List<String> lines = error.strip().lines().map(String::stripTrailing).toList();
        return Bounded.of(lines, most).map(line -> cut(line, MAX_LINE));
    }

    private static String cut(String line, int most) {
        return Words.cut(Words.visible(line.replace("\t", "    ")), most, "…");
    }
}
