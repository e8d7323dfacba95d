// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.report.Snapshots;
import dev.rollcall.report.SystemRows;
import dev.rollcall.report.model.SnapshotReport.FindingCount;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.error.ErrorName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GateVerdictTest {

    private static final GateExemption EXPIRED = exemption("lab-*", true, 5);
    private static final GateExemption OF_LABS = exemption("lab-*", false, 2);
    private static final GateExemption OF_ALL_ONES = exemption("*-1", false, 1);
    private static final GateVerdict VERDICT = new GateVerdict(
            Outcome.FAILED,
            null,
            List.of(rule(Outcome.FAILED), rule(Outcome.PASSED), rule(Outcome.FAILED)),
            List.of(EXPIRED, OF_LABS, OF_ALL_ONES));

    @Test
    void should_name_the_first_exemption_that_holds_when_several_name_a_system() {
        assertThat(VERDICT.exemptionOf("lab-1")).containsSame(OF_LABS);
        assertThat(VERDICT.exemptionOf("web-1")).containsSame(OF_ALL_ONES);
        assertThat(VERDICT.exemptionOf("web-2")).isEmpty();
    }

    @Test
    void should_not_count_the_systems_of_expired_exemptions_when_asked_how_many_are_exempt() {
        assertThat(VERDICT.exemptSystems()).isEqualTo(3);
    }

    @Test
    void should_count_rules_by_their_outcome() {
        assertThat(VERDICT.count(Outcome.FAILED)).isEqualTo(2);
        assertThat(VERDICT.count(Outcome.UNDECIDABLE)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PASSED, passed, ✔", "FAILED, failed, ✘", "UNDECIDABLE, undecidable, ?"})
    void should_have_a_word_and_a_shape_when_an_outcome_is_shown(Outcome outcome, String code, String symbol) {
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.symbol()).isEqualTo(symbol);
        assertThat(Outcome.of(code)).isEqualTo(outcome);
    }

    @Test
    void should_leave_a_system_out_only_when_there_is_a_verdict_that_does() {
        assertThat(report(VERDICT, 0).isExempt(SystemRows.upToDate("lab-1", "infra")))
                .isTrue();
        assertThat(report(VERDICT, 0).isExempt(SystemRows.upToDate("web-2", "infra")))
                .isFalse();
        assertThat(report(null, 0).isExempt(SystemRows.upToDate("lab-1", "infra")))
                .isFalse();
    }

    @Test
    void should_be_stale_only_when_a_finding_says_so() {
        assertThat(report(null, 1).isStale()).isTrue();
        assertThat(report(null, 0).isStale()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"web-*, true", "web-?, true", "*, true", "?, true", "web-1, false", "'', false"})
    void should_be_wide_when_a_pattern_can_stand_for_more_than_one_name(String pattern, boolean expected) {
        assertThat(new NamePattern(pattern).isWide()).isEqualTo(expected);
        assertThat(new NamePattern(pattern)).hasToString(pattern);
    }

    @ParameterizedTest
    @EnumSource
    void should_be_found_by_its_name_when_a_status_is_read(Status status) {
        assertThat(Status.of(status.displayName())).isEqualTo(status);
        assertThat(status.slug())
                .isEqualTo(status.displayName().toLowerCase(Locale.ROOT).replace(' ', '-'));
        assertThat(status.symbol()).hasSize(1);
    }

    @Test
    void should_refuse_a_text_that_is_not_a_status() {
        assertThatThrownBy(() -> Status.of("up to date"))
                .hasFieldOrPropertyWithValue("name", ErrorName.SCHEMAS_NEWER)
                .hasMessageStartingWith("The database has the status 'up to date', which");
    }

    @Test
    void should_last_until_the_next_change_or_the_newest_snapshot_when_a_period_is_measured() {
        Instant start = Instant.parse("2026-11-01T00:00:00Z");
        StatusPeriod over = period(start, start.plus(Duration.ofDays(2)));
        StatusPeriod lasting = period(start.plus(Duration.ofDays(2)), null);
        SystemStory story = new SystemStory("web", start.plus(Duration.ofDays(9)), List.of(over, lasting));

        assertThat(story.periods()).extracting(story::length).containsExactly(Duration.ofDays(2), Duration.ofDays(7));
    }

    private static SnapshotReport report(@Nullable GateVerdict gate, int staleFindings) {
        SnapshotSummary snapshot = Snapshots.of(1, "2026-11-23T02:00:00Z", Snapshots.NO_SYSTEMS);
        return new SnapshotReport(
                snapshot,
                () -> new FleetVerdict(snapshot, List.of(), false, List.of(), List.of()),
                null,
                List.of(),
                List.of(),
                List.of(
                        new FindingCount(FindingKind.REPORTS_UNREGISTERED, 3),
                        new FindingCount(FindingKind.STALE_INVENTORY, staleFindings)),
                new Bounded<>(List.of(), 0),
                gate,
                0,
                0);
    }

    private static StatusPeriod period(Instant since, @Nullable Instant until) {
        return new StatusPeriod(
                1, since, Trigger.RUN, new Transition(null, Status.OUTDATED), null, null, null, until, null);
    }

    private static GateRule rule(Outcome outcome) {
        return new GateRule("max-outdated", "fleet", "at most 0", "1", outcome, new Bounded<>(List.of(), 0));
    }

    private static GateExemption exemption(String hosts, boolean isExpired, int systems) {
        return new GateExemption(
                new NamePattern(hosts),
                null,
                "being rebuilt",
                "ops",
                LocalDate.of(2026, 12, 31),
                isExpired,
                new Bounded<>(List.of(), systems));
    }
}
