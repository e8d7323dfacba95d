// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;

/**
 * The change of a count: with sign ({@code +3}), in words ({@code 3 more}), and whether it is better, worse or neutral.
 */
public record Delta(String signed, String words, String tone) {

    /** More is better only for Up to Date. */
    public static Delta of(Status status, int before, int now) {
        return of(
                before,
                now,
                status == Status.UP_TO_DATE ? "better" : "worse",
                status == Status.UP_TO_DATE ? "worse" : "better");
    }

    /** A change that is neither good nor bad. */
    public static Delta neutral(int before, int now) {
        return of(before, now, "neutral", "neutral");
    }

    private static Delta of(int before, int now, String toneOfMore, String toneOfFewer) {
        if (now == before) {
            return new Delta("±0", "no change", "same");
        }
        return now > before
                ? new Delta("+" + Words.count(now - before), Words.count(now - before) + " more", toneOfMore)
                : new Delta("−" + Words.count(before - now), Words.count(before - now) + " fewer", toneOfFewer);
    }

    public boolean isChange() {
        return !"same".equals(tone);
    }
}
