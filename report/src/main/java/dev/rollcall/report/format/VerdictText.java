// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.format;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.report.model.GateOutcome;
import java.util.List;
import java.util.stream.Collectors;

/** The verdict on a fleet in a headline and a few sentences, the same in every output. */
public final class VerdictText {

    private VerdictText() {}

    /** Whether anything needs somebody. */
    public static String headline(FleetVerdict verdict) {
        int systems = verdict.snapshot().counts().systems();
        if (systems == 0) {
            return "No system is registered and active";
        }
        if (verdict.needing() > 0) {
            return Words.count(verdict.needing()) + " of " + Words.count(systems, "system", "systems")
                    + (verdict.needing() == 1 ? " needs somebody" : " need somebody");
        }
        boolean isWell = verdict.bands().stream().allMatch(band -> band.band() == Band.UP_TO_DATE);
        String good = isWell ? "Every system is up to date" : "No system needs somebody";
        return verdict.isStale() ? good + ", as far as is known" : good;
    }

    /** What is with all of them, each counted once under the worst that it has; how fresh the facts are; what the gate says. */
    public static String sentences(FleetVerdict verdict) {
        StringBuilder text = new StringBuilder();
        if (verdict.needing() > 0) {
            text.append(counted(verdict.of(true))).append(". ");
        }
        List<BandSystems> others = verdict.of(false);
        if (!others.isEmpty()) {
            text.append(counted(others)).append(". ");
        }
        text.append(freshness(verdict));
        GateOutcome gate = verdict.snapshot().gate();
        if (gate != null) {
            text.append(" The gate ").append(gate.words()).append('.');
        }
        return text.toString();
    }

    /** How fresh the newest fact of any kind is, in a sentence. */
    public static String freshness(FleetVerdict verdict) {
        return verdict.snapshot()
                .newestFact()
                .map(at -> "The inventory is " + (verdict.isStale() ? "stale" : "fresh") + ": its newest fact is "
                        + Words.age(at, verdict.snapshot().asOf()) + " old.")
                .orElse("The inventory is empty.");
    }

    private static String counted(List<BandSystems> bands) {
        return bands.stream()
                .map(band -> Words.count(band.systems().total()) + " "
                        + band.band().predicate(band.systems().total()))
                .collect(Collectors.joining(", "));
    }
}
