// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.html.trend.TrendChart.Hint;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrendChartTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

    @Test
    void should_leave_a_gap_when_a_night_was_missed() {
        List<Hint> columns = chart(0, 1, 2, 4, 5).hints();

        double usual = start(columns.get(1)) - start(columns.get(0));
        assertThat(start(columns.get(3)) - start(columns.get(2))).isCloseTo(2 * usual, within(0.1));
    }

    @Test
    void should_stay_inside_when_it_is_drawn() {
        List<Hint> columns = chart(IntStream.range(0, 120).toArray()).hints();

        assertThat(start(columns.get(0))).isBetween(0.0, 0.1);
        assertThat(start(columns.get(119)) + width(columns.get(119))).isBetween(99.9, 100.01);
    }

    @Test
    void should_not_cover_a_column_when_snapshots_follow_quickly() {
        List<Hint> columns = new TrendDrawing(
                        List.of(
                                snapshot(FIRST),
                                snapshot(FIRST.plusSeconds(60)),
                                snapshot(FIRST.plus(Duration.ofDays(9)))),
                        Period.SECOND)
                .draw()
                .hints();

        assertThat(start(columns.get(0)) + width(columns.get(0))).isLessThanOrEqualTo(start(columns.get(1)) + 0.01);
    }

    @Test
    void should_count_from_zero_when_it_has_ticks() {
        assertThat(chart(0, 1).ticks()).extracting(TrendChart.Tick::label).containsExactly("0", "5", "10");
    }

    @Test
    void should_be_in_the_middle_when_there_is_one_snapshot() {
        TrendChart chart = chart(0);

        assertThat(chart.hints()).extracting(Hint::x, Hint::width).containsExactly(tuple("47.00%", "6.00%"));
        assertThat(chart.dates()).hasSize(1);
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    private static TrendChart chart(int... nights) {
        return TrendChart.of(
                IntStream.of(nights)
                        .mapToObj(night -> snapshot(FIRST.plus(Duration.ofDays(night))))
                        .toList(),
                Period.SECOND);
    }

    private static SnapshotSummary snapshot(Instant asOf) {
        return Snapshots.of(1, asOf.toString(), Snapshots.counts(6, 2, 1, 1));
    }

    private static double start(Hint column) {
        return Double.parseDouble(column.x().replace("%", ""));
    }

    private static double width(Hint column) {
        return Double.parseDouble(column.width().replace("%", ""));
    }
}
