// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.system;

import static dev.rollcall.schema.domain.Status.OFFLINE;
import static dev.rollcall.schema.domain.Status.OUTDATED;
import static dev.rollcall.schema.domain.Status.UP_TO_DATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.html.system.StripView.Piece;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Strip;
import dev.rollcall.schema.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StripViewTest {

    @Test
    void should_draw_a_piece_for_each_run_of_nights_when_the_status_changed() {
        StripView strip = strip(UP_TO_DATE, UP_TO_DATE, OUTDATED);

        assertThat(strip.pieces())
                .containsExactly(new Piece("up-to-date", "M0 0h8v12h-8z"), new Piece("outdated", "M8 3h4v9h-4z"));
        assertThat(strip.width()).isEqualTo(12);
        assertThat(strip.words()).isEqualTo("2 Up to Date, 1 Outdated");
        assertThat(strip.isSteady()).isFalse();
    }

    @Test
    void should_leave_a_gap_when_the_system_was_not_in_the_inventory() {
        StripView strip = strip(OFFLINE, null, OFFLINE, OFFLINE);

        assertThat(strip.pieces()).extracting(Piece::path).containsExactly("M0 9h4v3h-4z", "M8 9h8v3h-8z");
        assertThat(strip.since()).isEqualTo("24 h");
    }

    @Test
    void should_show_at_least_when_all_nights_have_the_status() {
        StripView strip = strip(OUTDATED, OUTDATED, OUTDATED, OUTDATED);

        assertThat(strip.since()).isEqualTo("≥ 3 d");
        assertThat(strip.isSteady()).isTrue();
    }

    @Test
    void should_show_new_when_only_this_night_has_the_status() {
        assertThat(strip(OUTDATED, UP_TO_DATE).since()).isEqualTo("new");
    }

    @Test
    void should_name_the_longest_when_strips_are_compared() {
        Strip always = new Strip(List.of(OUTDATED, OUTDATED, OUTDATED));
        Strip later = new Strip(List.of(UP_TO_DATE, OUTDATED, OUTDATED));
        Strip now = new Strip(List.of(UP_TO_DATE, UP_TO_DATE, OUTDATED));

        assertThat(longest(true, now, always, later)).isEqualTo("in this status ≥ 2 d");
        assertThat(longest(true, now, later)).isEqualTo("in this status 24 h");
        assertThat(longest(true, now)).isEqualTo("new in this snapshot");
    }

    @Test
    void should_show_at_least_once_when_strips_are_missing() {
        Strip always = new Strip(List.of(OUTDATED, OUTDATED, OUTDATED));
        Strip later = new Strip(List.of(UP_TO_DATE, OUTDATED, OUTDATED));

        assertThat(longest(false, later)).isEqualTo("in this status ≥ 24 h");
        assertThat(longest(false, always, later)).isEqualTo("in this status ≥ 2 d");
        assertThat(longest(false, new Strip(List.of(UP_TO_DATE, UP_TO_DATE, OUTDATED))))
                .isNull();
    }

    @Test
    void should_not_be_new_when_there_is_only_one_snapshot() {
        assertThat(longest(true, new Strip(List.of(OUTDATED)))).isEqualTo("first seen");
    }

    private static @Nullable String longest(boolean areAll, Strip... strips) {
        return StripView.longest(
                List.of(strips), areAll, snapshots(strips[0].statuses().size()));
    }

    private static StripView strip(@Nullable Status... nights) {
        return StripView.of(new Strip(Arrays.asList(nights)), snapshots(nights.length));
    }

    private static List<SnapshotSummary> snapshots(int nights) {
        return IntStream.range(0, nights)
                .mapToObj(night -> Snapshots.of(
                        night,
                        Instant.parse("2026-11-01T02:00:00Z")
                                .plus(Duration.ofDays(night))
                                .toString(),
                        Snapshots.NO_SYSTEMS))
                .toList();
    }
}
