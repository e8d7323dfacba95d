// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import dev.rollcall.report.html.part.ErrorView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a row a system, for many of them: what each row would repeat stands once below.
 *
 * @param hidden the columns that would say the same in every row, as classes of the table; their cells are empty
 */
public record SystemLinesView(List<Line> lines, String hidden, List<Word> words) {

    /**
     * A system. Texts are empty where there is nothing to say.
     *
     * @param link the way to its permanent place, null in its row there
     * @param marks words beside its name
     * @param commits what it runs and what is newer, shortened
     * @param strip null where it had one status all the time
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

    /** What a word in the rows means, and what to do about the systems that have it; empty where there is nothing to do. */
    public record Word(String term, String meaning, String advice) {}

    public boolean isEmpty() {
        return lines.isEmpty();
    }
}
