// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static dev.rollcall.schema.rules.Verdicts.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pin replaces the newest commit. */
class PinRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_run_its_pin_when_the_pinned_commit_builds_what_runs() {
        pinned("c2").evaluation("infra", "c2", "web", "s2").state("web", "s2", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,runs-pin,store-path,c2,c2,c3,0,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s2");
    }

    @Test
    void should_run_its_pin_when_a_newer_commit_builds_the_same_closure() {
        pinned("c1")
                .evaluation("infra", "c1", "web", "same")
                .evaluation("infra", "c2", "web", "same")
                .state("web", "same", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-pin");
        assertThat(verdict.runningCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.commitsBehind()).isZero();
    }

    @Test
    void should_run_its_pin_when_the_revision_is_the_pin() {
        pinned("c2").state("web", "s", hash("c2"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-pin");
        assertThat(verdict.basis()).isEqualTo("revision");
    }

    @Test
    void should_run_its_pin_when_what_runs_is_unknown_and_the_pin_evaluates() {
        pinned("c2")
                .evaluation("infra", "c2", "web", null)
                .evaluation("infra", "c3", "web", null)
                .state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,runs-pin,name,,c3,c3,0,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_await_its_pin_when_it_runs_an_older_commit() {
        pinned("c2").state("web", "s", hash("c1"), 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,awaiting-pin,revision,c1,,c3,1,2026-01-01T02:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_await_its_pin_and_be_none_behind_when_it_runs_a_newer_commit() {
        pinned("c1").state("web", "s", hash("c3"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("awaiting-pin");
        assertThat(verdict.commitsBehind()).isZero();
        assertThat(verdict.behindSince()).isNull();
    }

    @Test
    void should_count_from_the_newest_evaluated_commit_up_to_the_pin_when_what_runs_is_unknown() {
        pinned("c2")
                .evaluation("infra", "c1", "web", null)
                .evaluation("infra", "c3", "web", null)
                .state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("awaiting-pin");
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(hour(2));
    }

    @Test
    void should_not_count_when_what_runs_is_unknown_and_only_commits_after_the_pin_evaluate() {
        pinned("c2").evaluation("infra", "c3", "web", null).state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("awaiting-pin");
        assertThat(verdict.commitsBehind()).isNull();
        assertThat(verdict.behindSince()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"unheard-of, 1", "d1, 1", "c4, 11"})
    void should_await_its_pin_without_counting_when_the_flake_does_not_have_it(String pin, double commitHour) {
        String flake = pin.equals("c4") ? "infra" : "other";
        pinned(pin)
                .commit(flake, pin.equals("unheard-of") ? "d2" : pin, commitHour)
                .state("web", "s", hash("c3"), 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,awaiting-pin,revision,c3,,c3,,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_be_unknown_rather_than_awaiting_its_pin_when_there_is_nothing_to_compare() {
        pinned("c1").state("web", "s", 5);

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_be_unknown_rather_than_awaiting_its_pin_when_the_closure_is_not_recognised() {
        pinned("c1").evaluation("infra", "c1", "web", "s1").state("web", "by-hand", 5);

        assertThat(rules.verdict().reason()).isEqualTo("unrecognised-closure");
    }

    @Test
    void should_not_recognise_the_closure_when_the_pin_records_another_and_the_newest_commit_none() {
        pinned("c2")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "web", null)
                .state("web", "by-hand", 5);

        assertThat(rules.verdict().reason()).isEqualTo("unrecognised-closure");
    }

    @Test
    void should_run_its_pin_when_only_the_newest_commit_records_another_closure() {
        pinned("c2")
                .evaluation("infra", "c2", "web", null)
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s", 5);

        assertThat(rules.verdict().reason()).isEqualTo("runs-pin");
    }

    @Test
    void should_run_its_pin_when_the_pin_is_written_in_capitals() {
        pinned("c2").state("web", "s", hash("c2"), 5);
        rules.dsl().execute("update inventory.systems set pinned_commit = upper(pinned_commit)");

        assertThat(rules.verdict().reason()).isEqualTo("runs-pin");
    }

    @Test
    void should_await_its_pin_when_the_pinned_commit_builds_what_runs_for_another_name_only() {
        pinned("c1")
                .evaluation("infra", "c1", "db", "same")
                .evaluation("infra", "c2", "web", "same")
                .state("web", "same", 5);

        assertThat(rules.verdict().reason()).isEqualTo("awaiting-pin");
    }

    @Test
    void should_be_withdrawn_rather_than_awaiting_its_pin_when_it_runs_a_withdrawn_commit() {
        pinned("c2")
                .imported("infra", 4, "c1", "c2", "c3")
                .imported("infra", 5, "c1", "c2")
                .state("web", "s", hash("c3"), 5);

        assertThat(rules.verdict().reason()).isEqualTo("withdrawn-commit");
    }

    @Test
    void should_ignore_the_pin_when_matching_by_name() {
        pinned("c1").evaluation("infra", "c3", "web", "s3").state("web", "s1", hash("c1"), 5);

        Verdict verdict = rules.verdict(Matching.NAME);

        assertThat(verdict.reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_show_the_pin_by_evidence_only_when_there_is_one() {
        pinned("c1");

        assertThat(shownPins(Matching.EVIDENCE)).containsExactly(hash("c1"));
        assertThat(shownPins(Matching.NAME)).containsOnlyNulls();
    }

    private Fleet pinned(String commit) {
        return rules.fleetOfThreeCommits().system("web", "infra").pin("web", commit);
    }

    private List<String> shownPins(Matching matching) {
        return rules.assess(matching).getValues(ASSESS_SYSTEMS.PINNED_COMMIT);
    }
}
