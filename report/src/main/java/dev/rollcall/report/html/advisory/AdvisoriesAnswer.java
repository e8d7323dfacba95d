// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of a night in a sentence.
 *
 * @param worst the one with the highest score that is not exempt on all systems, and of several the one that most systems have; null
 *     if there is none
 * @param systems how many systems have it, in words; null if there is none
 * @param more what else there is to say, such as how many are new
 */
public record AdvisoriesAnswer(
        String headline,
        @Nullable AdvisoryView worst,
        @Nullable String systems,
        List<String> more) {

    public static @Nullable AdvisoriesAnswer of(@Nullable NightAdvisories advisories, @Nullable GateVerdict verdict) {
        if (advisories == null) {
            return null;
        }
        Optional<AdvisoriesInUse.Use> worst = advisories.inUse().advisories().stream()
                .filter(use -> verdict == null
                        || verdict.exemptionOfAdvisory(use.found().id()).isEmpty())
                .findFirst();
        return new AdvisoriesAnswer(
                AdvisoryText.headline(advisories.inUse()),
                worst.map(use -> AdvisoryView.of(use.found())).orElse(null),
                worst.map(use -> Words.systems(use.systems().total())).orElse(null),
                more(advisories));
    }

    private static List<String> more(NightAdvisories advisories) {
        AdvisoriesInUse inUse = advisories.inUse();
        List<String> more = new ArrayList<>();
        if (advisories.newOnes() > 0) {
            more.add(Words.count(advisories.newOnes()) + " new since the baseline");
        }
        String deploying = AdvisoryText.deploying(inUse);
        if (deploying != null) {
            more.add("deploying " + deploying);
        }
        if (inUse.notScanned() > 0) {
            more.add(Words.systems(inUse.notScanned()) + " not scanned");
        }
        return more;
    }
}
