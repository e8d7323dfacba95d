// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.flake;

import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.CommitView;
import dev.rollcall.report.html.part.Delta;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.trend.Sparkline;
import dev.rollcall.report.model.Bounded;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record FlakesPageModel(PageFrame frame, SnapshotView snapshot, FlakesView flakes) {

    /** A row per flake, and their total. */
    public record FlakesView(Bounded<FlakeView> rows, FlakeView total) {}

    /** The figures of a flake; null for systems without a flake. */
    public record FlakeView(
            @Nullable String name,
            @Nullable String link,
            String systems,
            @Nullable Delta delta,
            List<StatusCount> counts,
            @Nullable Sparkline trend,
            @Nullable CommitView newest,
            @Nullable MostRunView mostRun) {}
}
