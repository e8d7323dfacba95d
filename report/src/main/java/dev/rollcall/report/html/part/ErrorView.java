// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.wording.ErrorText;

/** The text of a failed evaluation: the line with the cause, and the first lines unless there is only one. */
public record ErrorView(String headline, Bounded<String> lines) {

    /** The text with at most this many lines. */
    public static ErrorView of(String error, int most) {
        String headline = ErrorText.headline(error);
        Bounded<String> lines = ErrorText.firstLines(error, most);
        boolean isOneLine = lines.total() <= 1;
        return new ErrorView(headline, isOneLine ? Bounded.none() : lines);
    }

    /** The lines as one string. */
    public String text() {
        return String.join("\n", lines.shown());
    }
}
