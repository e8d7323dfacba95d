// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.overview;

import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.html.change.Changes;
import dev.rollcall.report.html.finding.FindingsPageModel.FindingGroup;
import dev.rollcall.report.html.flake.FlakeTable;
import dev.rollcall.report.html.link.FlakeLinks;
import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.link.HostPages.HostPage;
import dev.rollcall.report.html.link.Links;
import dev.rollcall.report.html.overview.OverviewPageModel.HostRangeView;
import dev.rollcall.report.html.overview.OverviewPageModel.SystemsView;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.GateView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.part.VerdictView;
import dev.rollcall.report.html.rollout.RolloutPageModel.FlakeRow;
import dev.rollcall.report.html.system.SystemView;
import dev.rollcall.report.html.system.SystemViews;
import dev.rollcall.report.html.system.SystemsPages;
import dev.rollcall.report.html.trend.FeedTrend;
import dev.rollcall.report.html.trend.Trends;
import dev.rollcall.report.model.Fleet;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FleetRollouts;
import dev.rollcall.report.query.ReportQueries;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the first page of a snapshot's report. */
public final class OverviewPage {

    private static final int ROWS_OF_FLAKES = 40;
    private static final int ROWS_OF_LARGE_FLEET = 50;

    /** Those with the most systems. */
    private static final int FLAKES_OF_ROLLOUT = 3;

    private final ReportQueries queries;
    private final SystemViews views;
    private final List<FindingGroup> findings;
    private final List<FeedTrend> feeds;
    private final FlakeTable flakes;
    private final FlakeLinks flakeLinks;
    private final FleetRollouts rollouts;
    private final @Nullable NightAdvisories advisories;
    private final @Nullable GateVerdict verdict;

    public OverviewPage(
            ReportQueries queries,
            SystemViews views,
            List<FindingGroup> findings,
            List<FeedTrend> feeds,
            FlakeTable flakes,
            FlakeLinks flakeLinks,
            FleetRollouts rollouts,
            @Nullable NightAdvisories advisories,
            @Nullable GateVerdict verdict) {
        this.queries = queries;
        this.views = views;
        this.findings = findings;
        this.feeds = feeds;
        this.flakes = flakes;
        this.flakeLinks = flakeLinks;
        this.rollouts = rollouts;
        this.advisories = advisories;
        this.verdict = verdict;
    }

    public OverviewPageModel of(
            PageFrame frame,
            SnapshotSummary snapshot,
            Fleet fleet,
            @Nullable Changes changes,
            @Nullable String staleWarning,
            @Nullable String missingNights,
            HostLinks hosts,
            List<HostPage> pages,
            int indexFiles) {
        Counts before = changes == null ? null : changes.baseline().counts();
        return new OverviewPageModel(
                frame,
                SnapshotView.of(snapshot),
                VerdictView.of(fleet.verdict(), hosts),
                staleWarning,
                missingNights,
                GateView.of(verdict, hosts),
                StatusCount.of(snapshot.counts(), before),
                new Answers(views.variety(), hosts, flakes, flakeLinks, frame.links())
                        .of(snapshot, fleet, changes, advisories, verdict),
                rollouts(frame.links(), hosts),
                findings,
                feeds,
                new Trends(queries.snapshots(), snapshot).ofMonth(),
                flakes.worst(ROWS_OF_FLAKES, flakeLinks),
                systems(snapshot, fleet, hosts, pages, indexFiles));
    }

    private List<FlakeRow> rollouts(Links links, HostLinks hosts) {
        boolean hasPages = links.to("rollout") != null;
        return rollouts.flakes().stream()
                .limit(FLAKES_OF_ROLLOUT)
                .map(flake -> FlakeRow.of(flake, hasPages, views.night().forges(), hosts))
                .toList();
    }

    private SystemsView systems(
            SnapshotSummary snapshot, Fleet fleet, HostLinks hosts, List<HostPage> pages, int indexFiles) {
        int systems = snapshot.counts().systems();
        boolean isWhole = SystemsPages.fitOverview(snapshot);
        int limit = isWhole ? systems : ROWS_OF_LARGE_FLEET;
        List<SystemView> rows =
                views.of(fleet.mostUrgent().stream().limit(limit).toList(), hosts);
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
