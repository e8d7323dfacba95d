// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.part;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.wording.VerdictText;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The verdict on a fleet: in a sentence, and by name. */
public record VerdictView(String headline, String sentences, List<BandView> bands) {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d) (d|h|min)\\b");

    /** The number of systems named per band on a page with space for all, and on one without. */
    private static final int ALL = 50;

    private static final int WORST = 5;

    /** The systems of a band, each with how long. */
    public record BandView(
            Status look,
            String label,
            String ageLabel,
            boolean needsAttention,
            String count,
            Bounded<BandSystemView> systems) {}

    /** A system with a link to its row, if it has one. */
    public record BandSystemView(
            String hostname,
            @Nullable String link,
            @Nullable TimeView since) {}

    /** The number of systems named per band. */
    public static int shown(SnapshotSummary snapshot) {
        return snapshot.counts().systems() <= ALL ? ALL : WORST;
    }

    public static VerdictView of(FleetVerdict verdict, HostLinks links) {
        return new VerdictView(
                VerdictText.headline(verdict),
                NUMBER_AND_UNIT.matcher(VerdictText.sentences(verdict)).replaceAll("$1\u00a0$2")
                        + (verdict.snapshot().gate() == null
                                ? ""
                                : " The gate " + verdict.snapshot().gate().words() + "."),
                verdict.bands().stream()
                        .map(band -> band(band, verdict.snapshot().asOf(), links))
                        .toList());
    }

    private static BandView band(BandSystems systems, Instant asOf, HostLinks links) {
        Band band = systems.band();
        return new BandView(
                band.look(),
                band.label(),
                band.ageLabel(),
                band.needsAttention(),
                Words.count(systems.systems().total()),
                systems.systems()
                        .map(system -> new BandSystemView(
                                Words.visible(system.hostname()),
                                links.linkTo(system.hostname()),
                                TimeView.ofNullable(system.since(), asOf))));
    }
}
