// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.LackedView;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.part.TimeView;
import dev.rollcall.report.html.system.SystemLinesView;
import dev.rollcall.report.html.trend.TrendView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one flake: its counts, the commits its systems run, and those that are behind.
 *
 * @param lacked the commits down to the one that the system farthest behind runs; null if the night has not stored them
 */
public record FlakePageModel(
        PageFrame frame,
        SnapshotView snapshot,
        String name,
        String systems,
        List<StatusCount> tiles,
        String adoption,
        List<CommitRow> commits,
        boolean hasMoreCommits,
        @Nullable LackedView lacked,
        TrendView trend,
        SystemLinesView stragglers,
        int stragglersLeftOut) {

    /** A commit, and how many systems run it, with the width of its bar. */
    public record CommitRow(
            CommitView commit,
            boolean isNewest,
            String running,
            String share,
            String width,
            String evaluatedBy,
            @Nullable String behind,
            @Nullable TimeView firstDeployedAt,
            @Nullable TimeView lastDeployedAt) {}
}
