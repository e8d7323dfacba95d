// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Finding;
import dev.rollcall.report.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first page of a snapshot's report. */
public record OverviewPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        @Nullable String staleWarning,
        List<StatusCount> tiles,
        MarkCount silent,
        MarkCount pinned,
        @Nullable SinceView since,
        Bounded<Finding> findings,
        TrendView trend,
        FlakesView flakes,
        SystemsView systems,
        List<Reason> reasons) {

    /** How many systems carry a mark beside their status. */
    public record MarkCount(
            String count, boolean isNone, @Nullable Delta delta) {}

    /** One sentence about the changes since the baseline: what happened, if anything did. */
    public record SinceView(SnapshotView baseline, List<String> happened) {}

    /** A row a flake, and their sum. */
    public record FlakesView(Bounded<FlakeView> rows, FlakeView total) {}

    /** A flake's numbers; a null name stands for systems without a flake. */
    public record FlakeView(
            @Nullable String name,
            String systems,
            @Nullable Delta delta,
            List<StatusCount> counts,
            @Nullable CommitView newest) {}

    /** The systems worst first; with further pages, only the first that are not up to date. */
    public record SystemsView(Bounded<SystemView> rows, List<HostRangeView> pages) {

        public boolean isWhole() {
            return pages.isEmpty();
        }
    }

    /** A page of systems. */
    public record HostRangeView(String page, String count, String firstHost, String lastHost) {}
}
