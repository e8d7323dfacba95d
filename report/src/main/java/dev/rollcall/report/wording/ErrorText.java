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

    /** The cause, in one line: Nix prints its trace first, then the message, which may follow a bare "error:". */
    public static String headline(String error) {
        return cut(cause(error), MAX_HEADLINE);
    }

    private static String cause(String error) {
        List<String> lines =
                error.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        for (int i = lines.size() - 1; i >= 0; i--) {
            boolean isBare = lines.get(i).equals(MESSAGE);
            if (isBare && i + 1 < lines.size()) {
                return String.join(" ", lines.subList(i + 1, lines.size()));
            }
            if (!isBare && lines.get(i).startsWith(MESSAGE)) {
                return lines.get(i);
            }
        }
        return lines.isEmpty() ? "(no text)" : lines.get(0);
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
