// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.report.model.FleetVerdict.StuckFlake;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Counts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

    @Test
    void should_count_every_system_once_when_some_need_attention() {
        FleetVerdict verdict = verdict(
                false,
                of(Band.NEVER_DEPLOYED, 2),
                of(Band.UNKNOWN_STATE, 1),
                of(Band.LONG_BEHIND, 3),
                of(Band.JUST_BEHIND, 14),
                of(Band.UP_TO_DATE, 1));

        assertThat(VerdictText.headline(verdict)).isEqualTo("6 of 21 systems need attention");
        assertThat(VerdictText.sentences(verdict))
                .isEqualTo("2 have never been deployed, 1 is in Unknown State, 3 are more than 7 days behind."
                        + " 14 are less than a day behind, 1 is up to date."
                        + " The inventory is fresh: its newest fact is 4 h old.");
    }

    @Test
    void should_report_it_when_no_system_needs_attention() {
        assertThat(VerdictText.headline(verdict(false, of(Band.BEHIND, 1), of(Band.UP_TO_DATE, 4))))
                .isEqualTo("No system needs attention");
        assertThat(VerdictText.headline(verdict(false, of(Band.UP_TO_DATE, 4))))
                .isEqualTo("Every system is up to date");
    }

    @Test
    void should_not_report_success_when_the_inventory_is_stale() {
        FleetVerdict verdict = verdict(true, of(Band.UP_TO_DATE, 4));

        assertThat(VerdictText.headline(verdict)).isEqualTo("Every system is up to date, as far as is known");
        assertThat(VerdictText.sentences(verdict))
                .isEqualTo("4 are up to date. The inventory is stale: its newest fact is 4 h old.");
    }

    @Test
    void should_not_call_the_inventory_fresh_when_a_kind_of_fact_has_stopped() {
        SnapshotSummary snapshot = Snapshots.of(1, "2026-11-23T02:00:00Z", Snapshots.counts(1, 0, 0, 0));

        assertThat(VerdictText.sentences(new FleetVerdict(
                        snapshot, List.of(of(Band.UP_TO_DATE, 1)), false, List.of("commits", "states"), List.of())))
                .isEqualTo("1 is up to date. The newest fact is 4 h old, but no new commits or states are arriving.");
    }

    @Test
    void should_use_the_singular_when_there_is_one() {
        assertThat(VerdictText.headline(verdict(false, of(Band.BROKEN, 1)))).isEqualTo("1 of 1 system needs attention");
    }

    @Test
    void should_report_that_there_are_no_systems_when_the_fleet_is_empty() {
        FleetVerdict verdict = verdict(true);

        assertThat(VerdictText.headline(verdict)).isEqualTo("No active systems");
    }

    @Test
    void should_name_a_flake_that_is_not_deployed_as_a_whole_and_count_several() {
        StuckFlake hostile = new StuckFlake("ed\u202ege", 4);

        assertThat(VerdictText.headline(stuck(Band.BROKEN, hostile)))
                .isEqualTo("1 of 1 system needs attention, and so does the flake ed\\u202ege as a whole");
        assertThat(VerdictText.headline(stuck(Band.BROKEN, hostile, new StuckFlake("web", 3))))
                .isEqualTo("1 of 1 system needs attention, and so do 2 flakes as a whole");
        assertThat(VerdictText.headline(stuck(Band.BEHIND, hostile)))
                .isEqualTo("No system needs attention, but the flake ed\\u202ege as a whole does");
    }

    private static FleetVerdict stuck(Band band, StuckFlake... flakes) {
        FleetVerdict verdict = verdict(false, of(band, 1));
        return new FleetVerdict(verdict.snapshot(), verdict.bands(), false, List.of(), List.of(flakes));
    }

    private static BandSystems of(Band band, int systems) {
        return new BandSystems(band, new Bounded<>(List.of(), systems));
    }

    private static FleetVerdict verdict(boolean isStale, BandSystems... bands) {
        int systems =
                Arrays.stream(bands).mapToInt(band -> band.systems().total()).sum();
        Counts counts = Snapshots.counts(systems, 0, 0, 0);
        return new FleetVerdict(
                Snapshots.of(1, "2026-11-23T02:00:00Z", counts), List.of(bands), isStale, List.of(), List.of());
    }
}
