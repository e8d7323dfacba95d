// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.ScannerUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.html.advisory.AdvisoriesPageModel.ExemptionView;
import dev.rollcall.report.html.advisory.AdvisoriesPageModel.Row;
import dev.rollcall.report.html.advisory.AdvisoriesPageModel.ScannerView;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.HostView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.wording.AdvisoryText;
import dev.rollcall.schema.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Builds the page of the advisories that systems have. */
public final class AdvisoriesPage {

    private static final int MAX_ADVISORIES = 500;
    private static final String ALL_HOSTS = "*";

    private final HostLinks hosts;
    private final Set<String> firstSeen;
    private final List<GateExemption> exemptions;

    /**
     * For a night.
     *
     * @param firstSeen the ids of those that no system had in the baseline
     */
    public AdvisoriesPage(HostLinks hosts, Set<String> firstSeen, List<GateExemption> exemptions) {
        this.hosts = hosts;
        this.firstSeen = firstSeen;
        this.exemptions = exemptions;
    }

    public AdvisoriesPageModel of(PageFrame frame, SnapshotSummary snapshot, AdvisoriesInUse inUse) {
        int more = inUse.advisories().size() - MAX_ADVISORIES;
        return new AdvisoriesPageModel(
                frame,
                SnapshotView.of(snapshot),
                AdvisoryText.headline(inUse),
                inUse.scanners().stream()
                        .map(scanner -> view(scanner, snapshot.asOf()))
                        .toList(),
                inUse.notScanned() == 0 ? null : systems(inUse.notScanned()),
                AdvisoryText.deploying(inUse),
                inUse.advisories().stream().limit(MAX_ADVISORIES).map(this::row).toList(),
                more <= 0 ? null : Words.count(more, "more advisory is", "more advisories are"));
    }

    private static ScannerView view(ScannerUse scanner, Instant asOf) {
        Instant newest = scanner.newest().databaseAt();
        return new ScannerView(
                AdvisoryText.scanner(scanner.newest()),
                TimeView.ofNullable(newest, asOf),
                scanner.oldest() == null || scanner.oldest().equals(newest)
                        ? null
                        : TimeView.of(scanner.oldest(), asOf));
    }

    private Row row(Use use) {
        return new Row(
                AdvisoryView.of(use.found()),
                firstSeen.contains(use.found().id()),
                exemptions.stream()
                        .filter(exemption -> use.found().id().equalsIgnoreCase(exemption.advisory()))
                        .map(AdvisoriesPage::view)
                        .toList(),
                systems(use.systems().total()),
                use.systems().map(host -> HostView.of(host, hosts)),
                use.cleared() == 0 ? null : Words.count(use.cleared()));
    }

    private static ExemptionView view(GateExemption exemption) {
        String hosts = exemption.hosts().text();
        return new ExemptionView(
                hosts.equals(ALL_HOSTS) ? null : Words.visible(hosts),
                Words.visible(exemption.reason()),
                Words.visible(exemption.owner()),
                exemption.expires().toString(),
                exemption.isExpired());
    }

    private static String systems(int count) {
        return Words.count(count, "system", "systems");
    }
}
