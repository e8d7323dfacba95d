// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.overview;

import dev.rollcall.report.html.finding.FindingsPageModel.FindingGroup;
import dev.rollcall.report.html.flake.FlakesPageModel.FlakesView;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.GateView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.part.VerdictView;
import dev.rollcall.report.html.rollout.RolloutPageModel.FlakeRow;
import dev.rollcall.report.html.system.SystemTableView;
import dev.rollcall.report.html.trend.FeedTrend;
import dev.rollcall.report.html.trend.TrendView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first page of a snapshot's report. */
public record OverviewPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        VerdictView verdict,
        @Nullable String missingNights,
        @Nullable GateView gate,
        List<StatusCount> tiles,
        AnswersView answers,
        List<FlakeRow> rollouts,
        List<FindingGroup> findings,
        List<FeedTrend> feeds,
        TrendView trend,
        FlakesView flakes,
        SystemsView systems) {

    /**
     * The systems, most urgent first: all of them, or only the first that are not up to date, with links to the pages
     * of all.
     *
     * @param indexFiles the number of search index files
     */
    public record SystemsView(
            boolean isWhole,
            SystemTableView table,
            int shown,
            int leftOut,
            List<HostRangeView> pages,
            int indexFiles) {}

    public record HostRangeView(String page, String count, String firstHost, String lastHost) {}
}
