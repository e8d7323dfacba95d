// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of a night in a sentence.
 *
 * @param worst the one with the highest score, and of several the one that most systems have; null if there is none
 * @param more what else there is to say, such as how many are new
 */
public record AdvisoriesAnswer(String headline, @Nullable Worst worst, List<String> more) {

    /** An advisory with its score, if it has one, and how many systems have it. */
    public record Worst(String id, @Nullable String score, String systems) {}

    public static @Nullable AdvisoriesAnswer of(@Nullable NightAdvisories advisories) {
        return advisories == null
                ? null
                : new AdvisoriesAnswer(
                        AdvisoryText.headline(advisories.inUse()),
                        advisories.inUse().advisories().stream()
                                .findFirst()
                                .map(AdvisoriesAnswer::worst)
                                .orElse(null),
                        more(advisories));
    }

    private static Worst worst(Use use) {
        AdvisoryView view = AdvisoryView.of(use.found());
        return new Worst(view.id(), view.score(), Words.count(use.systems().total()));
    }

    private static List<String> more(NightAdvisories advisories) {
        AdvisoriesInUse inUse = advisories.inUse();
        List<String> more = new ArrayList<>();
        if (!advisories.firstSeen().isEmpty()) {
            more.add(Words.count(advisories.firstSeen().size()) + " new since the baseline");
        }
        String deploying = AdvisoryText.deploying(inUse);
        if (deploying != null) {
            more.add("deploying " + deploying);
        }
        if (inUse.notScanned() > 0) {
            more.add(Words.count(inUse.notScanned(), "system", "systems") + " not scanned");
        }
        return more;
    }
}
