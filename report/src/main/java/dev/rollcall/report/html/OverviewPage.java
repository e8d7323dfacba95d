// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.html.change.Changes;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages.HostPage;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.overview.Answers;
import dev.rollcall.report.html.overview.OverviewPageModel;
import dev.rollcall.report.html.overview.OverviewPageModel.HostRangeView;
import dev.rollcall.report.html.overview.OverviewPageModel.SystemsView;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.GateView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.part.VerdictView;
import dev.rollcall.report.html.rollout.RolloutPageModel.FlakeRow;
import dev.rollcall.report.html.system.SystemView;
import dev.rollcall.report.html.system.SystemViews;
import dev.rollcall.report.html.system.SystemsPages;
import dev.rollcall.report.html.trend.Trends;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.text.Words;
import java.util.List;

/** Builds the first page of a snapshot's report. */
final class OverviewPage {

    private static final int ROWS_OF_FLAKES = 40;
    private static final int ROWS_OF_LARGE_FLEET = 50;

    /** Those with the most systems. */
    private static final int FLAKES_OF_ROLLOUT = 3;

    private final ReportQueries queries;
    private final SnapshotContent content;
    private final FlakeLinks flakeLinks;
    private final HostLinks hosts;

    OverviewPage(ReportQueries queries, SnapshotContent content, FlakeLinks flakeLinks, HostLinks hosts) {
        this.queries = queries;
        this.content = content;
        this.flakeLinks = flakeLinks;
        this.hosts = hosts;
    }

    OverviewPageModel of(PageFrame frame, List<HostPage> pages, int indexFiles) {
        Night night = content.night();
        SnapshotSummary snapshot = night.snapshot();
        Changes changes = content.changes();
        return new OverviewPageModel(
                frame,
                SnapshotView.of(snapshot),
                VerdictView.of(night.fleet().verdict(), hosts),
                content.missingNights(),
                GateView.of(night.verdict(), hosts),
                StatusCount.of(
                        snapshot.counts(),
                        changes == null ? null : changes.baseline().counts()),
                new Answers(content.views().variety(), hosts, content.flakes(), flakeLinks, frame.links())
                        .of(snapshot, night.fleet(), changes, content.advisories(), night.verdict()),
                rollouts(frame.links()),
                content.findings(),
                content.feeds(),
                new Trends(queries.snapshots(), snapshot).ofMonth(),
                content.flakes().worst(ROWS_OF_FLAKES, flakeLinks),
                systems(snapshot, pages, indexFiles));
    }

    private List<FlakeRow> rollouts(Links links) {
        boolean hasPages = links.to("rollout") != null;
        return content.rollouts().flakes().stream()
                .limit(FLAKES_OF_ROLLOUT)
                .map(flake -> FlakeRow.of(flake, hasPages, content.night(), hosts))
                .toList();
    }

    private SystemsView systems(SnapshotSummary snapshot, List<HostPage> pages, int indexFiles) {
        int systems = snapshot.counts().systems();
        boolean isWhole = SystemsPages.fitOverview(snapshot);
        int limit = isWhole ? systems : ROWS_OF_LARGE_FLEET;
        SystemViews views = content.views();
        List<SystemView> rows = views.of(
                content.night().fleet().mostUrgent().stream().limit(limit).toList(), hosts);
        return new SystemsView(
                isWhole,
                views.table(rows),
                rows.size(),
                systems - rows.size(),
                pages.stream()
                        .map(range -> new HostRangeView(
                                range.page(),
                                Words.count(range.count()),
                                Words.visible(range.first()),
                                Words.visible(range.last())))
                        .toList(),
                indexFiles);
    }
}
