// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.report.model.FleetVerdict.StuckFlake;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verdict on a fleet in a headline and a few sentences, the same in every output. */
public final class VerdictText {

    private VerdictText() {}

    /** How many systems need attention, and which flakes as a whole. */
    public static String headline(FleetVerdict verdict) {
        int systems = verdict.snapshot().counts().systems();
        if (systems == 0) {
            return "No active systems";
        }
        if (verdict.needing() > 0) {
            return Words.count(verdict.needing()) + " of " + Words.systems(systems)
                    + (verdict.needing() == 1 ? " needs attention" : " need attention")
                    + (verdict.stuck().isEmpty()
                            ? ""
                            : (verdict.stuck().size() == 1 ? ", and so does " : ", and so do ") + flakes(verdict));
        }
        if (!verdict.stuck().isEmpty()) {
            return "No system needs attention, but " + flakes(verdict)
                    + (verdict.stuck().size() == 1 ? " does" : " do");
        }
        boolean isWell = verdict.bands().stream().allMatch(band -> band.band() == Band.UP_TO_DATE);
        String good = isWell ? "Every system is up to date" : "No system needs attention";
        return verdict.isStale() ? good + ", as far as is known" : good;
    }

    private static String flakes(FleetVerdict verdict) {
        List<StuckFlake> stuck = verdict.stuck();
        return (stuck.size() == 1
                        ? "the flake " + Words.visible(stuck.get(0).flake())
                        : Words.count(stuck.size()) + " flakes")
                + " as a whole";
    }

    /** How many systems are in each band, and how fresh the facts are. */
    public static String sentences(FleetVerdict verdict) {
        return Stream.of(counted(verdict.of(true)), counted(verdict.of(false)), freshness(verdict))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String freshness(FleetVerdict verdict) {
        Optional<Instant> newest = verdict.snapshot().newestFact();
        if (newest.isEmpty()) {
            return "The inventory is empty.";
        }
        String age = Words.age(newest.get(), verdict.snapshot().asOf()) + " old";
        if (verdict.isStale()) {
            return "The inventory is stale: its newest fact is " + age + ".";
        }
        return verdict.quiet().isEmpty()
                ? "The inventory is fresh: its newest fact is " + age + "."
                : "The newest fact is " + age + ", but no new " + String.join(" or ", verdict.quiet())
                        + " are arriving.";
    }

    /** A sentence, or empty without bands. */
    private static String counted(List<BandSystems> bands) {
        return bands.stream()
                .map(band -> Words.count(band.systems().total()) + " "
                        + band.band().predicate(band.systems().total()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), text -> text.isEmpty() ? text : text + "."));
    }
}
