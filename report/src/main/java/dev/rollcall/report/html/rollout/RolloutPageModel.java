// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.rollout;

import dev.rollcall.report.html.link.HostLinks;
import dev.rollcall.report.html.page.Night;
import dev.rollcall.report.html.page.PageFrame;
import dev.rollcall.report.html.part.SnapshotView;
import dev.rollcall.report.html.trend.TrendChart;
import dev.rollcall.report.model.FlakeRollout;
import dev.rollcall.schema.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast commits reach the systems of the fleet.
 *
 * @param months null where nothing has arrived between two nights yet
 */
public record RolloutPageModel(
        PageFrame frame,
        SnapshotView snapshot,
        List<FlakeRow> flakes,
        @Nullable MonthsChart months,
        List<GroupTable> groups) {

    /** A flake, with the sentence on its commits. */
    public record FlakeRow(String name, @Nullable String link, RolloutWords words) {

        /** Without a link where flakes have no pages. */
        public static FlakeRow of(FlakeRollout flake, boolean hasPages, Night night, HostLinks hosts) {
            return new FlakeRow(
                    Words.visible(flake.flake()),
                    hasPages ? FlakeRolloutPages.pathOf(flake.flake()) : null,
                    RolloutWords.of(flake, night, hosts));
        }
    }

    /** The months as a chart: how long a commit took to a system, the median and up to the 95th percentile. */
    public record MonthsChart(String summary, List<TrendChart.Tick> ticks, List<MonthView> months) {}

    /**
     * A month.
     *
     * @param x where it stands
     * @param top the place of the 95th percentile
     * @param y the place of the median
     */
    public record MonthView(String month, String median, String p95, String arrived, String x, String top, String y) {}

    /** The same of each environment, owner or flake, in the newest months. */
    public record GroupTable(String kind, String anchor, List<String> months, List<GroupRow> rows, int leftOut) {}

    /** One of them; a null name stands for the systems without one. */
    public record GroupRow(@Nullable String name, List<GroupCell> cells) {}

    /** Empty where nothing arrived. */
    public record GroupCell(String median, String p95) {}
}
