// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.part.ErrorView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of many systems, one row each; what the rows would repeat is below it.
 *
 * @param hidden columns with the same value in every row, as classes of the table; their cells are empty
 */
public record SystemLinesView(List<Line> lines, String hidden, List<Word> words) {

    /**
     * A system. Texts are empty if there is nothing to show.
     *
     * @param link the link to its permanent place, null in its row there
     * @param marks words beside its name
     * @param commits what it runs and what is newer, shortened
     * @param strip null if its status never changed
     * @param since how long it has had its status
     */
    public record Line(
            String slug,
            String status,
            String hostname,
            String anchor,
            @Nullable String link,
            List<String> marks,
            String flake,
            String environment,
            String owner,
            String reason,
            String commits,
            String behind,
            String deployed,
            String seen,
            @Nullable StripView strip,
            @Nullable String story,
            String since,
            @Nullable ErrorView error,
            List<Detail> details) {

        public boolean hasDetails() {
            return error != null || !details.isEmpty();
        }
    }

    /** A fact about a system that few others have. */
    public record Detail(String term, String text, boolean isCode) {}

    /** The meaning of a word in the rows, and what to do about it; empty if nothing. */
    public record Word(String term, String meaning, String advice) {}

    public boolean isEmpty() {
        return lines.isEmpty();
    }
}
