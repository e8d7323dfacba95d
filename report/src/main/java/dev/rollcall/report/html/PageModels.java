// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.closure.PackagesInUse;
import dev.rollcall.report.html.advisory.AdvisoriesPage;
import dev.rollcall.report.html.advisory.AdvisoriesPageModel;
import dev.rollcall.report.html.attention.AttentionPage;
import dev.rollcall.report.html.attention.AttentionPageModel;
import dev.rollcall.report.html.change.ChangesPage;
import dev.rollcall.report.html.change.ChangesPageModel;
import dev.rollcall.report.html.closure.PackagesPage;
import dev.rollcall.report.html.closure.PackagesPageModel;
import dev.rollcall.report.html.finding.FindingsPageModel;
import dev.rollcall.report.html.flake.FlakesPageModel;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages.HostPage;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.overview.OverviewPageModel;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.page.Templates;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.rollout.RolloutPage;
import dev.rollcall.report.html.rollout.RolloutPageModel;
import dev.rollcall.report.html.trend.TrendPageModel;
import dev.rollcall.report.html.trend.Trends;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FleetRollouts;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.text.Words;
import java.util.List;

/** Builds the records of the pages that exist once per snapshot. */
final class PageModels {

    private final ReportQueries queries;
    private final Templates templates;
    private final SnapshotContent content;
    private final FlakeLinks flakes;
    private final Night night;
    private final SnapshotSummary snapshot;

    PageModels(ReportQueries queries, Templates templates, SnapshotContent content, FlakeLinks flakes) {
        this.queries = queries;
        this.templates = templates;
        this.content = content;
        this.flakes = flakes;
        this.night = content.night();
        this.snapshot = night.snapshot();
    }

    OverviewPageModel overview(Links links, HostLinks hosts, List<HostPage> pages, int indexFiles) {
        return new OverviewPage(queries, content, flakes, hosts)
                .of(frame("Overview", "overview", links), pages, indexFiles);
    }

    ChangesPageModel changes(Links links, HostLinks hosts) {
        return new ChangesPage(hosts, night.forges(), content.views().variety().ofOwners())
                .of(
                        frame("Changes", "changes", links),
                        snapshot,
                        content.changes(),
                        night.fleet().attentionChange(),
                        content.packageMoves(),
                        content.advisories());
    }

    AttentionPageModel attention(Links links, HostLinks hosts) {
        return new AttentionPage(content.views(), hosts, flakes, night.forges(), night.reasons())
                .of(frame("Attention", "attention", links), snapshot, night.fleet(), content.findings());
    }

    TrendPageModel trend() {
        return new TrendPageModel(
                frame("Trend", "trend", Links.SNAPSHOT),
                SnapshotView.of(snapshot),
                new Trends(queries.snapshots(), snapshot).all());
    }

    FlakesPageModel flakes() {
        return new FlakesPageModel(
                frame("Flakes", "flakes", Links.SNAPSHOT),
                SnapshotView.of(snapshot),
                content.flakes().all(flakes));
    }

    PackagesPageModel packages(HostLinks hosts, PackagesInUse inUse) {
        return new PackagesPage(hosts).of(frame("Packages", "packages", Links.SNAPSHOT), snapshot, inUse);
    }

    AdvisoriesPageModel advisories(HostLinks hosts, NightAdvisories advisories) {
        return new AdvisoriesPage(
                        hosts,
                        advisories,
                        night.verdict() == null ? List.of() : night.verdict().exemptions())
                .of(frame("Advisories", "advisories", Links.SNAPSHOT), snapshot);
    }

    RolloutPageModel rollout(HostLinks hosts) {
        return new RolloutPage(night, content.rollouts(), FleetRollouts.times(queries.rollouts(), snapshot), hosts)
                .of(frame("Rollout", "rollout", Links.SNAPSHOT));
    }

    FindingsPageModel findings() {
        return new FindingsPageModel(
                frame("Findings", "findings", Links.SNAPSHOT),
                SnapshotView.of(snapshot),
                content.findings(),
                content.feeds());
    }

    AboutPageModel about() {
        return new AboutPageModel(
                frame("About the statuses", "about", Links.SNAPSHOT),
                SnapshotView.of(snapshot),
                Words.duration(snapshot.staleAfter()),
                Words.visible(snapshot.assessedBy()),
                List.of(Band.values()),
                night.reasons(),
                queries.findings().kinds(),
                night.verdict() != null);
    }

    private PageFrame frame(String title, String section, Links links) {
        return templates.frame(title, section, night, links);
    }
}
