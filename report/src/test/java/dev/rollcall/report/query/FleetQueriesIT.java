// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.report.SystemRows.AS_OF;
import static dev.rollcall.report.SystemRows.failing;
import static dev.rollcall.report.SystemRows.offline;
import static dev.rollcall.report.SystemRows.outdated;
import static dev.rollcall.report.SystemRows.unknown;
import static dev.rollcall.report.SystemRows.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.report.History;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.AttentionChange;
import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FleetQueriesIT {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_count_each_system_once_under_the_worst_that_it_has() {
        FleetVerdict verdict = read(
                10,
                offline("never", "infra"),
                seen(outdated("quiet", "infra", "a", 30), Duration.ofDays(14).plus(MOMENT), false),
                seen(unknown("quiet-unknown", "infra"), Duration.ofDays(20), false),
                seen(upToDate("silent", "infra"), Duration.ofHours(5), true),
                seen(unknown("unknown", "infra"), Duration.ofDays(14), false),
                failing(outdated("unbuilt", "infra", "a", 30), "build-failed", null),
                failing(outdated("unevaluated", "infra", "a", 1), "evaluation-failed", "error"),
                behind("8d", Duration.ofDays(7).plus(MOMENT)),
                behind("7d", Duration.ofDays(7)),
                behind("2d", Duration.ofDays(1).plus(MOMENT)),
                behind("1d", Duration.ofDays(1)),
                behind("no-time", null),
                seen(outdated("rarely-deployed-behind", "infra", "a", 1), Duration.ofDays(90), false),
                seen(upToDate("rarely-deployed", "infra"), Duration.ofDays(90), false));

        assertThat(byBand(verdict))
                .containsExactly(
                        Map.entry(Band.NEVER_DEPLOYED, List.of("never")),
                        Map.entry(Band.NOT_HEARD_FROM, List.of("quiet-unknown", "quiet", "silent")),
                        Map.entry(Band.UNKNOWN_STATE, List.of("unknown")),
                        Map.entry(Band.BROKEN, List.of("unbuilt", "unevaluated")),
                        Map.entry(Band.UNDATED, List.of("no-time")),
                        Map.entry(Band.LONG_BEHIND, List.of("8d")),
                        Map.entry(Band.BEHIND, List.of("7d", "2d")),
                        Map.entry(Band.JUST_BEHIND, List.of("1d", "rarely-deployed-behind")),
                        Map.entry(Band.UP_TO_DATE, List.of("rarely-deployed")));
        assertThat(verdict.needing()).isEqualTo(9);
    }

    @Test
    void should_name_systems_that_newly_and_no_longer_need_attention() {
        History history = new History(POSTGRES.dsl());
        long before = history.snapshot(
                AS_OF.minus(Duration.ofDays(1)),
                List.of(
                        upToDate("worse", "infra"),
                        offline("still", "infra"),
                        unknown("better", "infra"),
                        unknown("gone", "infra"),
                        outdated("behind", "infra", "b", 1)));
        long id = history.snapshot(
                AS_OF,
                List.of(
                        unknown("worse", "infra"),
                        offline("still", "infra"),
                        upToDate("better", "infra"),
                        unknown("joined", "infra"),
                        outdated("behind", "infra", "b", 1)));
        ReportQueries queries = ReportQueries.of(POSTGRES.dsl());

        AttentionChange change = queries.fleets()
                .read(
                        queries.snapshots().find(id).orElseThrow(),
                        queries.snapshots().find(before).orElseThrow(),
                        new FleetQueries.Limits(1, 1, 1, 1))
                .attentionChange();

        assertThat(change)
                .isEqualTo(new AttentionChange(
                        new Bounded<>(List.of("joined"), 2), new Bounded<>(List.of("better"), 2), Set.of()));
    }

    @Test
    void should_count_all_and_name_the_worst_when_a_band_has_more_than_are_asked_for() {
        FleetVerdict verdict = read(
                2,
                behind("a", Duration.ofHours(1)),
                behind("b", Duration.ofHours(3)),
                behind("c", Duration.ofHours(2)));

        assertThat(byBand(verdict)).containsExactly(Map.entry(Band.JUST_BEHIND, List.of("b", "c")));
        assertThat(verdict.bands().get(0).systems().total()).isEqualTo(3);
    }

    @Test
    void should_return_since_when_a_system_is_behind_or_not_heard_from() {
        FleetVerdict verdict = read(
                10,
                seen(outdated("quiet", "infra", "a", 30), Duration.ofDays(20), false),
                behind("behind", Duration.ofDays(9)),
                upToDate("well", "infra"));

        assertThat(verdict.bands())
                .flatExtracting(band -> band.systems().shown())
                .containsExactly(
                        new BandSystem("quiet", AS_OF.minus(Duration.ofDays(20))),
                        new BandSystem("behind", AS_OF.minus(Duration.ofDays(9))),
                        new BandSystem("well", null));
    }

    @Test
    void should_list_stopped_kinds_of_facts_when_the_night_found_them() {
        History history = new History(POSTGRES.dsl());
        long id = history.snapshot(AS_OF, List.of(upToDate("well", "infra")));
        history.finding(id, FindingKind.QUIET_FEED, "states", null, null);
        history.finding(id, FindingKind.NAME_MISMATCH, "well", null, null);

        FleetVerdict verdict = read(id, 1);

        assertThat(verdict.quiet()).containsExactly("states");
        assertThat(verdict.isStale()).isFalse();
    }

    private static FleetVerdict read(int limit, SystemRow... systems) {
        return read(new History(POSTGRES.dsl()).snapshot(AS_OF, List.of(systems)), limit);
    }

    private static FleetVerdict read(long id, int limit) {
        ReportQueries queries = ReportQueries.of(POSTGRES.dsl());
        return queries.fleets()
                .read(queries.snapshots().find(id).orElseThrow(), null, new FleetQueries.Limits(limit, 1, 0, 0))
                .verdict();
    }

    private static Map<Band, List<String>> byBand(FleetVerdict verdict) {
        Map<Band, List<String>> systems = new EnumMap<>(Band.class);
        verdict.bands()
                .forEach(band -> systems.put(
                        band.band(),
                        band.systems().shown().stream()
                                .map(BandSystem::hostname)
                                .toList()));
        return systems;
    }

    private static SystemRow behind(String hostname, @Nullable Duration age) {
        return SystemRows.behindSince(outdated(hostname, "infra", "a", 1), age == null ? null : AS_OF.minus(age));
    }

    private static SystemRow seen(SystemRow row, Duration ago, boolean isSilent) {
        return SystemRows.seen(row, AS_OF.minus(ago), isSilent);
    }
}
