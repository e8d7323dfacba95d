// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.trend;

import static dev.rollcall.schema.domain.Status.OFFLINE;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.html.part.StatusCount;
import dev.rollcall.report.html.trend.TrendChart.Block;
import dev.rollcall.report.html.trend.TrendChart.DateLabel;
import dev.rollcall.report.html.trend.TrendChart.Hint;
import dev.rollcall.report.html.trend.TrendChart.Series;
import dev.rollcall.report.html.trend.TrendChart.Tick;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.SnapshotQueries.Period;
import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The positions in a chart, worked out by hand: 176 pixels high below a margin of 8, 100 % wide. */
class TrendDrawingTest {

    /** Twelve systems, then eight: steps of 5 reach the top at 15. */
    private static final List<SnapshotSummary> THREE_NIGHTS = List.of(
            Snapshots.of(1, "2026-11-01T02:00:00Z", Snapshots.counts(6, 2, 1, 3)),
            Snapshots.of(2, "2026-11-02T02:00:00Z", Snapshots.counts(8, 0, 0, 0)),
            Snapshots.of(3, "2026-11-05T02:00:00Z", Snapshots.counts(6, 2, 0, 0)));

    private final TrendChart chart = drawing(THREE_NIGHTS).draw();

    @Test
    void should_stack_the_statuses_when_columns_are_drawn() {
        // 176 / 15 = 11.73 pixels per system; columns 6 % wide, their middles from 3 % to 97 %
        assertThat(series(UP_TO_DATE).blocks())
                .containsExactly(
                        new Block("0.00%", "6.00%", "113.6", "70.4"),
                        new Block("23.50%", "6.00%", "90.1", "93.9"),
                        new Block("94.00%", "6.00%", "113.6", "70.4"));
        assertThat(series(OUTDATED).blocks())
                .containsExactly(
                        new Block("0.00%", "6.00%", "90.1", "23.5"), new Block("94.00%", "6.00%", "90.1", "23.5"));
        assertThat(series(OFFLINE).blocks()).containsExactly(new Block("0.00%", "6.00%", "43.2", "35.2"));
    }

    @Test
    void should_draw_visible_columns_when_most_snapshots_are_minutes_apart() {
        List<SnapshotSummary> nightsAndDeployments =
                snapshots(60, number -> Duration.ofDays(number / 2).plusMinutes(3L * (number % 2)));

        assertThat(drawing(nightsAndDeployments).draw().hints())
                .filteredOn(hint -> hint.width().equals("0.70%"))
                .hasSize(30);
    }

    @Test
    void should_label_the_last_count_of_each_status_beside_the_last_column() {
        assertThat(chart.series()).extracting(Series::last).containsExactly("6", "2", "0", "0");
        assertThat(chart.series()).extracting(Series::isNone).containsExactly(false, false, true, true);
        assertThat(chart.series()).extracting(Series::labelY).containsExactly("148.8", "101.9", "0.0", "0.0");
    }

    @Test
    void should_keep_labels_apart_when_pieces_are_thin() {
        TrendChart thin = drawing(List.of(Snapshots.of(1, "2026-11-01T02:00:00Z", Snapshots.counts(1, 1, 1, 97))))
                .draw();

        assertThat(thin.series()).extracting(Series::labelY).containsExactly("183.1", "166.1", "149.1", "93.4");
    }

    @Test
    void should_show_every_count_in_the_hint_of_a_column() {
        assertThat(chart.hints())
                .containsExactly(
                        new Hint(
                                1,
                                "0.00%",
                                "6.00%",
                                "2026-11-01 02:00 UTC: 6 Up to Date, 2 Outdated, 1 Unknown State, 3 Offline"),
                        new Hint(
                                2,
                                "23.50%",
                                "6.00%",
                                "2026-11-02 02:00 UTC: 8 Up to Date, 0 Outdated, 0 Unknown State, 0 Offline"),
                        new Hint(
                                3,
                                "94.00%",
                                "6.00%",
                                "2026-11-05 02:00 UTC: 6 Up to Date, 2 Outdated, 0 Unknown State, 0 Offline"));
    }

    @Test
    void should_have_a_tick_at_each_step_when_the_axis_is_drawn() {
        assertThat(chart.ticks())
                .containsExactly(
                        new Tick("184.0", "0"), new Tick("125.3", "5"), new Tick("66.7", "10"), new Tick("8.0", "15"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, '0 1'",
        "1, '0 1'",
        "4, '0 1 2 3 4'",
        "5, '0 2 4 6'",
        "8, '0 2 4 6 8'",
        "9, '0 5 10'",
        "20, '0 5 10 15 20'",
        "21, '0 10 20 30'",
        "40, '0 10 20 30 40'",
        "41, '0 20 40 60'",
        "12000, '0 5,000 10,000 15,000'"
    })
    void should_reach_the_top_in_four_even_steps_or_fewer(int systems, String labels) {
        List<Tick> ticks = drawing(List.of(Snapshots.of(1, "2026-11-01T02:00:00Z", Snapshots.counts(systems, 0, 0, 0))))
                .draw()
                .ticks();

        assertThat(ticks).extracting(Tick::label).containsExactly(labels.split(" "));
    }

    @Test
    void should_name_the_first_the_last_and_days_between_when_the_chart_is_long() {
        List<DateLabel> dates = drawing(IntStream.rangeClosed(1, 21)
                        .mapToObj(day -> Snapshots.of(
                                day, String.format(Locale.ROOT, "2026-11-%02dT02:00:00Z", day), Snapshots.NO_SYSTEMS))
                        .toList())
                .draw()
                .dates();

        assertThat(dates)
                .containsExactly(
                        new DateLabel("0%", "start", "2026-11-01", false),
                        new DateLabel("25.93%", "middle", "2026-11-06", true),
                        new DateLabel("50.00%", "middle", "2026-11-11", true),
                        new DateLabel("74.07%", "middle", "2026-11-16", true),
                        new DateLabel("100%", "end", "2026-11-21", false));
    }

    @Test
    void should_put_a_date_below_the_middle_of_its_column_when_columns_are_weeks() {
        TrendChart weeks = new TrendDrawing(
                        IntStream.range(0, 9)
                                .mapToObj(week -> Snapshots.of(
                                        week,
                                        Instant.parse("2026-09-06T02:00:00Z")
                                                .plus(Duration.ofDays(7L * week))
                                                .toString(),
                                        Snapshots.NO_SYSTEMS))
                                .toList(),
                        Period.WEEK)
                .draw();

        // nine columns of 6 %, the middle one from 47 % on, for the week that ended with its snapshot
        assertThat(weeks.hints().get(4).x()).isEqualTo("47.00%");
        assertThat(weeks.hints().get(4).text()).startsWith("2026-10-04");
        assertThat(weeks.dates()).contains(new DateLabel("50.00%", "middle", "2026-10-04", true));
    }

    @Test
    void should_name_no_day_between_when_it_would_touch_the_first_or_the_last() {
        List<DateLabel> dates = drawing(List.of(
                        Snapshots.of(1, "2026-11-01T22:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(2, "2026-11-02T22:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(3, "2026-11-03T02:00:00Z", Snapshots.NO_SYSTEMS)))
                .draw()
                .dates();

        assertThat(dates).extracting(DateLabel::text).containsExactly("2026-11-01", "2026-11-03");
    }

    @Test
    void should_name_the_day_once_when_the_chart_is_of_one_day() {
        List<DateLabel> dates = drawing(List.of(
                        Snapshots.of(1, "2026-11-01T02:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(2, "2026-11-01T22:00:00Z", Snapshots.NO_SYSTEMS)))
                .draw()
                .dates();

        assertThat(dates).containsExactly(new DateLabel("50%", "middle", "2026-11-01", false));
    }

    @Test
    void should_make_columns_as_narrow_as_their_distance_when_there_are_many() {
        // 100 nights at equal distances: 1 % each, of which the column takes 78 %
        assertThat(drawing(snapshots(100, Duration::ofDays)).draw().hints())
                .extracting(Hint::width)
                .containsOnly("0.78%");
    }

    @Test
    void should_use_the_usual_distance_when_some_snapshots_are_closer_or_farther() {
        // distances of 1, 90 and 1 days: the usual one is 1 of 93 days
        List<Hint> hints = drawing(List.of(
                        Snapshots.of(1, "2026-01-01T00:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(2, "2026-01-02T00:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(3, "2026-04-02T00:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(4, "2026-04-03T00:00:00Z", Snapshots.NO_SYSTEMS)))
                .draw()
                .hints();

        assertThat(hints).extracting(Hint::width).containsOnly("0.84%");
    }

    @Test
    void should_end_a_column_where_the_next_begins_when_one_follows_quickly() {
        // distances of 12, 1 and 12 hours: columns as wide as the widest, but the second is followed after 94 % / 25
        List<Hint> hints = drawing(List.of(
                        Snapshots.of(1, "2026-01-01T00:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(2, "2026-01-01T12:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(3, "2026-01-01T13:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(4, "2026-01-02T01:00:00Z", Snapshots.NO_SYSTEMS)))
                .draw()
                .hints();

        assertThat(hints).extracting(Hint::width).containsExactly("6.00%", "3.76%", "6.00%", "6.00%");
    }

    @Test
    void should_show_the_period_and_the_number_when_summarized() {
        assertThat(chart.summary())
                .isEqualTo("Systems by status, from 2026-11-01 02:00 to 2026-11-05 02:00 UTC, 3 snapshots");
    }

    @Test
    void should_have_a_row_for_each_of_the_newest_snapshots_in_the_table() {
        List<SnapshotSummary> newestFirst = List.of(THREE_NIGHTS.get(2), THREE_NIGHTS.get(1), THREE_NIGHTS.get(0));

        TrendView view = TrendView.of("month", "30 days", new Bounded<>(newestFirst, 9), Period.SECOND, 2);

        assertThat(view.total()).isEqualTo(9);
        assertThat(view.charted()).isEqualTo(3);
        assertThat(view.table()).extracting(row -> row.snapshot().id()).containsExactly(3L, 2L);
        assertThat(view.table().get(1).counts()).extracting(StatusCount::count).containsExactly("8", "0", "0", "0");
        assertThat(view.chart()).isEqualTo(chart);
    }

    @Test
    void should_draw_the_share_up_to_date_on_an_axis_of_time_when_a_flake_has_counts() {
        Sparkline line = Sparkline.ofUpToDate(
                THREE_NIGHTS,
                Map.of(
                        1L,
                        Snapshots.counts(1, 3, 0, 0),
                        2L,
                        Snapshots.counts(0, 4, 0, 0),
                        3L,
                        Snapshots.counts(4, 0, 0, 0)));

        // 86 pixels for four days, 16 pixels for all
        assertThat(line.path()).isEqualTo("M0 12.0h2v4.0h-2zM22 15.5h2v0.5h-2zM86 0.0h2v16.0h-2z");
        assertThat(line.words()).isEqualTo("25 % → 100 %");
    }

    @Test
    void should_leave_a_gap_when_a_snapshot_has_no_systems_of_a_flake() {
        Sparkline line =
                Sparkline.ofUpToDate(THREE_NIGHTS, Map.of(1L, Snapshots.NO_SYSTEMS, 3L, Snapshots.counts(1, 1, 0, 0)));

        assertThat(line).isEqualTo(new Sparkline("M86 8.0h2v8.0h-2z", "50 %"));
    }

    @Test
    void should_show_a_share_once_when_it_is_the_first_and_the_last() {
        Counts half = Snapshots.counts(1, 1, 0, 0);

        assertThat(Sparkline.ofUpToDate(THREE_NIGHTS, Map.of(1L, half, 2L, Snapshots.NO_SYSTEMS, 3L, half))
                        .words())
                .isEqualTo("50 %");
        assertThat(Sparkline.ofUpToDate(THREE_NIGHTS, Map.of()).words()).isEmpty();
    }

    @Test
    void should_be_at_the_right_when_there_is_one_snapshot() {
        assertThat(Sparkline.ofUpToDate(THREE_NIGHTS.subList(1, 2), Map.of(2L, Snapshots.counts(1, 0, 0, 0)))
                        .path())
                .isEqualTo("M86 0.0h2v16.0h-2z");
    }

    @Test
    void should_mark_a_status_when_no_system_has_it() {
        assertThat(StatusCount.of(Snapshots.counts(1, 0, 1, 0), null))
                .extracting(StatusCount::isNone)
                .containsExactly(false, true, false, true);
    }

    private Series series(Status status) {
        return chart.series().stream()
                .filter(series -> series.status() == status)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void should_not_cover_a_week_when_the_last_one_is_not_over() {
        TrendDrawing drawing = new TrendDrawing(
                List.of(
                        Snapshots.of(1, "2026-11-08T02:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(2, "2026-11-15T02:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(3, "2026-11-22T02:00:00Z", Snapshots.NO_SYSTEMS),
                        Snapshots.of(4, "2026-11-23T02:00:00Z", Snapshots.NO_SYSTEMS)),
                Period.WEEK);

        assertThat(drawing.draw().hints()).extracting(Hint::x).containsExactly("0.00%", "31.33%", "62.67%", "94.00%");
        assertThat(drawing.draw().hints()).extracting(Hint::width).containsOnly("6.00%");
    }

    /** At these times after the first one. */
    private static List<SnapshotSummary> snapshots(int number, IntFunction<Duration> after) {
        return IntStream.range(0, number)
                .mapToObj(i -> Snapshots.of(
                        i,
                        Instant.parse("2026-01-01T02:00:00Z")
                                .plus(after.apply(i))
                                .toString(),
                        Snapshots.NO_SYSTEMS))
                .toList();
    }

    private static TrendDrawing drawing(List<SnapshotSummary> snapshots) {
        return new TrendDrawing(snapshots, Period.SECOND);
    }
}
