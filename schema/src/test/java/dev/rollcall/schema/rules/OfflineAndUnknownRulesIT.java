// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.rules.Verdicts.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 1, 2 and 5 to 10: systems that are neither up to date nor outdated. */
class OfflineAndUnknownRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_be_offline_when_it_never_reported_a_state() {
        rules.fleetOfThreeCommits().system("web", "infra").evaluation("infra", "c2", "web", "s2");

        Verdict verdict = rules.verdict();

        assertThat(line(verdict)).isEqualTo("web,infra,Offline,never-deployed,,,c2,c3,,,,,false,");
    }

    @Test
    void should_be_offline_when_it_only_sent_heartbeats() {
        rules.fleetOfThreeCommits().system("web", "infra").heartbeat("web", 9);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict)).isEqualTo("web,infra,Offline,never-deployed,,,,c3,,,,2026-01-01T09:00:00Z,false,");
    }

    @Test
    void should_be_offline_rather_than_without_flake_when_both_apply() {
        rules.fleet().system("web", null);

        assertThat(rules.verdict().reason()).isEqualTo("never-deployed");
    }

    @Test
    void should_be_unknown_when_only_another_flake_builds_what_it_runs() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 1)
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("other", "d1", "anything", "d")
                .state("web", "d", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Unknown State,other-flake,,,c2,c3,,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,d");
    }

    @Test
    void should_be_unknown_when_another_flake_builds_it_and_the_revision_names_an_own_commit() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 1)
                .system("web", "infra")
                .evaluation("other", "d1", "web", "d")
                .state("web", "d", hash("c3"), 5);

        assertThat(rules.verdict().reason()).isEqualTo("other-flake");
    }

    @Test
    void should_not_be_of_another_flake_when_the_own_flake_builds_it_too() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 1)
                .system("web", "infra")
                .evaluation("other", "d1", "web", "s")
                .evaluation("infra", "c3", "web", "s")
                .state("web", "s", 5);

        assertThat(rules.verdict().reason()).isEqualTo("runs-newest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1.2", "c3000", "fffffff"})
    void should_be_unknown_when_neither_closure_nor_revision_is_recognised(String revision) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "by-hand", revision.isEmpty() ? null : revision, 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Unknown State,unrecognised-closure,,,c1,c3,,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,by-hand");
    }

    @Test
    void should_recognise_it_when_the_revision_names_a_commit_of_the_flake() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "by-hand", hash("c3"), 5);

        assertThat(rules.verdict().reason()).isEqualTo("runs-newest");
    }

    @Test
    void should_not_be_unrecognised_closure_when_its_successful_evaluations_record_no_store_paths() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null)
                .evaluation("infra", "c2", "web", "s2", "build-failed", null)
                .evaluation("infra", "c3", "db", "db3")
                .state("web", "by-hand", 5);

        assertThat(rules.verdict().reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_be_unknown_when_it_has_no_flake() {
        rules.fleetOfThreeCommits()
                .system("web", null)
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s3", hash("c3"), 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,,Unknown State,no-flake,,,,,,,2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s3");
    }

    @Test
    void should_be_unknown_when_its_flake_has_no_commits() {
        rules.fleet().flake("infra").system("web", "infra").state("web", "s", hash("c1"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("no-commits");
        assertThat(verdict.newestCommit()).isNull();
    }

    @Test
    void should_be_unknown_when_its_flake_has_no_evaluation_for_it() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "db", "db3")
                .state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.status()).isEqualTo("Unknown State");
        assertThat(verdict.reason()).isEqualTo("no-successful-evaluation");
        assertThat(verdict.newestCommit()).isEqualTo(hash("c3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "build-inprogress", "dry-run-failed", "build-failed", "failed"})
    void should_be_unknown_when_no_evaluation_for_it_succeeded(String status) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null, status, null)
                .state("web", "s", 5);

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @ParameterizedTest
    @EnumSource
    void should_name_the_environment_when_the_system_has_one(Matching matching) {
        rules.fleet().system("web", null).environment("web", "production");

        assertThat(rules.verdict(matching).environment()).isEqualTo("production");
    }
}
