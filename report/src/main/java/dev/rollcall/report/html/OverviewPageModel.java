// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.html.FindingsPageModel.FindingGroup;
import dev.rollcall.report.html.FlakesPageModel.FlakesView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first page of a snapshot's report. */
public record OverviewPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        VerdictView verdict,
        @Nullable String staleWarning,
        @Nullable String missingNights,
        @Nullable GateView gate,
        List<StatusCount> tiles,
        boolean hasHeartbeats,
        MarkCount silent,
        MarkCount pinned,
        MarkCount exempt,
        @Nullable SinceView since,
        List<FindingGroup> findings,
        TrendView trend,
        @Nullable MostRunView mostRun,
        boolean hasFlakes,
        FlakesView flakes,
        SystemsView systems) {

    /** How many systems carry a mark beside their status. */
    public record MarkCount(
            String count, boolean isNone, @Nullable Delta delta) {}

    /** One sentence about the changes since the baseline: what happened, if anything did. */
    public record SinceView(SnapshotView baseline, List<String> happened) {}

    /**
     * The systems worst first: all of them, or only the first that are not up to date, with the pages of all.
     *
     * @param indexFiles how many files there are to find systems with
     */
    public record SystemsView(
            boolean isWhole,
            SystemTableView table,
            int shown,
            int leftOut,
            List<HostRangeView> pages,
            int indexFiles) {}

    /** A page of systems. */
    public record HostRangeView(String page, String count, String firstHost, String lastHost) {}
}
