// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.model.MissingNight;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which nights are missing before a snapshot, and why, in a sentence. */
public final class NightsText {

    private static final int MAX_SPANS = 7;

    private NightsText() {}

    /** Consecutive nights with the same cause are combined. */
    public static String sentence(List<MissingNight> nights) {
        List<String> spans = new ArrayList<>();
        int first = 0;
        while (first < nights.size()) {
            int last = first;
            while (last + 1 < nights.size() && isNext(nights.get(last), nights.get(last + 1))) {
                last++;
            }
            spans.add(date(nights.get(first))
                    + (last == first ? "" : " to " + date(nights.get(last)))
                    + " (" + cause(nights.get(first)) + ")");
            first = last + 1;
        }
        return Words.count(nights.size(), "night is", "nights are") + " missing before this one: "
                + String.join(", ", spans.subList(0, Math.min(MAX_SPANS, spans.size())))
                + (spans.size() > MAX_SPANS ? ", and more" : "") + ".";
    }

    private static boolean isNext(MissingNight night, MissingNight later) {
        return Objects.equals(night.failedStep(), later.failedStep())
                && later.expectedAt().equals(night.expectedAt().plus(Duration.ofDays(1)));
    }

    private static String date(MissingNight night) {
        return night.expectedAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String cause(MissingNight night) {
        return night.failedStep() == null
                ? "no run was recorded"
                : "the run failed at step " + Words.visible(night.failedStep());
    }
}
