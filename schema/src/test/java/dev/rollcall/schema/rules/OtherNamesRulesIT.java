// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.rules.Verdicts.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.oracle.Verdict;
import dev.rollcall.schema.rules.RulesExtension.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A closure that the flake builds only under other names. */
class OtherNamesRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_keep_to_its_own_commit_when_a_newer_one_builds_the_same_closure_for_another_name() {
        rules.fleetOfThreeCommits()
                .system("lamp", "infra")
                .evaluation("infra", "c2", "lamp", "old")
                .evaluation("infra", "c3", "lamp", "new")
                .evaluation("infra", "c3", "lamp-test", "old")
                .state("lamp", "old", 5);

        assertThat(line(rules.verdict()))
                .isEqualTo("lamp,infra,Outdated,awaiting-deployment,store-path,c2,c3,c3,1,2026-01-01T03:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "queued", "complete"})
    void should_be_of_another_system_when_its_own_evaluations_have_any_status(String status) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", null, status, null)
                .evaluation("infra", "c3", "db", "db3")
                .state("web", "db3", 5);

        assertThat(rules.verdict().reason()).isEqualTo("other-system");
    }

    @Test
    void should_be_of_another_system_when_its_only_own_evaluation_is_of_a_withdrawn_commit() {
        rules.fleetOfThreeCommits()
                .imported("infra", 4, "c1", "c2", "c3")
                .imported("infra", 5, "c1", "c2")
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null)
                .evaluation("infra", "c1", "db", "db1")
                .state("web", "db1", 5);

        assertThat(rules.verdict().reason()).isEqualTo("other-system");
    }

    @Test
    void should_run_the_commit_when_the_flake_has_no_evaluation_under_its_name_at_that_time() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", null, "complete", RulesExtension.NOW + 1)
                .evaluation("infra", "c3", "hosts.web", "s3")
                .state("web", "s3", 5);

        assertThat(rules.verdict().reason()).isEqualTo("runs-newest");
    }

    @Test
    void should_ask_the_newest_commit_under_the_matched_name_when_it_has_none_of_its_own() {
        rules.fleetOfThreeCommits()
                .system("web.example.org", "infra")
                .evaluation("infra", "c2", "web-b", "s2")
                .evaluation("infra", "c2", "web-a", "s2")
                .failure("infra", "c3", "web-a", "dry-run-failed", 4.0, "boom")
                .evaluation("infra", "c3", "web-b", "s3")
                .state("web.example.org", "s2", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("evaluation-failed");
        assertThat(verdict.evaluatedCommit()).isNull();
        assertThat(verdict.evaluationError()).isEqualTo("boom");
    }

    @Test
    void should_have_no_text_when_the_matched_name_failed_without_one_and_the_commit_has_one() {
        rules.fleetOfThreeCommits()
                .system("web.example.org", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "web", null, "failed", null)
                .commitEvaluated("infra", "c3", "failed", "of another host")
                .state("web.example.org", "s2", 5);

        assertThat(rules.verdict().reason()).isEqualTo("evaluation-failed");
        assertThat(rules.verdict().evaluationError()).isNull();
    }

    @Test
    void should_name_the_evaluation_that_it_runs_when_none_has_its_name() {
        rules.fleetOfThreeCommits()
                .system("m7", "infra")
                .evaluation("infra", "c3", "frontend", "s3")
                .state("m7", "s3", hash("c3"), 5);

        assertThat(rules.findings())
                .contains(new Finding(
                        "name-mismatch",
                        "m7",
                        "flake infra has no evaluation named m7; it runs what the flake builds as frontend",
                        "frontend"));
    }
}
