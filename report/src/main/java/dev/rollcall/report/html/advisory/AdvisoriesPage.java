// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.advisory;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.ScannerUse;
import dev.rollcall.report.advisory.AdvisoriesInUse.Use;
import dev.rollcall.report.advisory.NightAdvisories;
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

/** Builds the page of the advisories that systems have. */
public final class AdvisoriesPage {

    private static final int MAX_ADVISORIES = 500;

    private final HostLinks hosts;
    private final NightAdvisories advisories;
    private final List<GateExemption> exemptions;

    public AdvisoriesPage(HostLinks hosts, NightAdvisories advisories, List<GateExemption> exemptions) {
        this.hosts = hosts;
        this.advisories = advisories;
        this.exemptions = exemptions;
    }

    public AdvisoriesPageModel of(PageFrame frame, SnapshotSummary snapshot) {
        AdvisoriesInUse inUse = advisories.inUse();
        int more = inUse.advisories().size() - MAX_ADVISORIES;
        return new AdvisoriesPageModel(
                frame,
                SnapshotView.of(snapshot),
                AdvisoryText.headline(inUse),
                inUse.scanners().stream()
                        .map(scanner -> view(scanner, snapshot.asOf()))
                        .toList(),
                inUse.notScanned() == 0 ? null : Words.systems(inUse.notScanned()),
                AdvisoryText.deploying(inUse),
                inUse.advisories().stream().limit(MAX_ADVISORIES).map(this::row).toList(),
                more <= 0 ? null : Words.count(more, "more advisory is", "more advisories are"));
    }

    private static ScannerView view(ScannerUse scanner, Instant asOf) {
        return new ScannerView(
                AdvisoryText.scanner(scanner.newest()),
                scanner.newest().databaseAt() != null,
                TimeView.of(scanner.newestAt(), asOf),
                scanner.oldestAt().equals(scanner.newestAt()) ? null : TimeView.of(scanner.oldestAt(), asOf));
    }

    private Row row(Use use) {
        return new Row(
                AdvisoryView.of(use.found()),
                Boolean.TRUE.equals(advisories.isNew(use.found())),
                exemptions.stream()
                        .filter(exemption -> use.found().id().equalsIgnoreCase(exemption.advisory()))
                        .map(AdvisoriesPage::view)
                        .toList(),
                Words.systems(use.systems().total()),
                use.systems().map(host -> HostView.of(host, hosts)),
                use.cleared() == 0 ? null : Words.count(use.cleared()));
    }

    private static ExemptionView view(GateExemption exemption) {
        return new ExemptionView(
                exemption.isOfAllHosts()
                        ? null
                        : Words.visible(exemption.hosts().text()),
                Words.visible(exemption.reason()),
                Words.visible(exemption.owner()),
                exemption.expires().toString(),
                exemption.isExpired());
    }
}
