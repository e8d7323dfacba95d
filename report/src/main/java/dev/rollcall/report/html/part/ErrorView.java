// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.wording.ErrorText;
import java.util.List;

/** The text of a failed evaluation: the line that says what is wrong, and the first lines, none where that line is all. */
public record ErrorView(String headline, Bounded<String> lines) {

    /** The text with at most so many of its lines. */
    public static ErrorView of(String error, int most) {
        String headline = ErrorText.headline(error);
        Bounded<String> lines = ErrorText.firstLines(error, most);
        boolean isOneLine = lines.total() <= 1;
        return new ErrorView(headline, isOneLine ? new Bounded<>(List.of(), 0) : lines);
    }

    /** The lines as one text. */
    public String text() {
        return String.join("\n", lines.shown());
    }
}
