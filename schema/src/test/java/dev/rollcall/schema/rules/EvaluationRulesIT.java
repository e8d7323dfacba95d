// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.inventory.tables.records.AssessSystemsRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several evaluations of one commit and name, and error texts. */
class EvaluationRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @ParameterizedTest
    @EnumSource
    void should_stay_successful_when_a_failure_follows_the_success(Matching matching) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null, "complete", 4.0)
                .failure("infra", "c3", "web", "failed", 6.0, "timeout")
                .state("web", "s", 5);

        assertThat(rules.verdict(matching).reason()).isEqualTo("evaluated-newest");
        assertThat(rules.verdict(matching).evaluationError()).isNull();
    }

    @Test
    void should_keep_the_closure_known_when_a_failure_follows_the_success() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3", "complete", 4.0)
                .failure("infra", "c3", "web", "failed", 6.0, "timeout")
                .state("web", "s3", 5);

        assertThat(rules.verdict().reason()).isEqualTo("runs-newest");
    }

    @ParameterizedTest
    @CsvSource({
        "5.9, not-evaluated,",
        "6, evaluation-failed, timeout",
        "7.9, evaluation-failed, timeout",
        "8, awaiting-deployment,"
    })
    void should_show_the_failure_when_the_time_is_between_it_and_the_success(double asOf, String reason, String error) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .failure("infra", "c3", "web", "failed", 6.0, "timeout")
                .evaluation("infra", "c3", "web", "s3", "complete", 8.0)
                .state("web", "s2", 5);

        AssessSystemsRecord row =
                rules.assess(hour(asOf), Matching.EVIDENCE, null, null).get(0);

        assertThat(row.getReason()).hasToString(reason);
        assertThat(row.getEvaluationError()).isEqualTo(error);
    }

    @Test
    void should_recognise_every_recipe_when_one_commit_and_name_has_several() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .system("web2", "infra")
                .alias("web2", "web")
                .recipe("infra", "c3", "web", "one", "s-one", "complete")
                .recipe("infra", "c3", "web", "two", "s-two", "complete")
                .state("web", "s-one", 5)
                .state("web2", "s-two", 5);

        assertThat(rules.verdicts(Matching.EVIDENCE))
                .hasSize(2)
                .allMatch(verdict -> verdict.reason().equals("runs-newest"));
    }

    @ParameterizedTest
    @CsvSource({
        "build-inprogress, build-failed, build-pending",
        "build-failed, queued, build-failed",
        "queued, failed, evaluation-pending"
    })
    void should_take_the_best_outcome_when_one_commit_and_name_has_several(String one, String other, String reason) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .recipe("infra", "c3", "web", "one", null, one)
                .recipe("infra", "c3", "web", "two", null, other)
                .state("web", "s", hash("c2"), 5);

        assertThat(rules.verdict().reason()).isEqualTo(reason);
    }

    @Test
    void should_show_the_latest_text_and_of_two_at_once_the_least_when_several_failed() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .failure("infra", "c3", "web", "failed", 6.0, "a")
                .failure("infra", "c3", "web", "failed", 7.0, "c")
                .failure("infra", "c3", "web", "failed", 7.0, "b")
                .state("web", "s", hash("c2"), 5);

        assertThat(rules.verdict().evaluationError()).isEqualTo("b");
    }

    @Test
    void should_count_a_failure_without_times_from_its_commit_when_texts_are_compared() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 1)
                .commit("infra", "c2", 6)
                .system("web", "infra")
                .failure("infra", "c2", "web", "failed", 5.0, "before the commit counted")
                .failure("infra", "c2", "web", "failed", null, "at the commit")
                .state("web", "s", hash("c1"), 5);

        assertThat(rules.verdict().evaluationError()).isEqualTo("at the commit");
    }

    @Test
    void should_show_the_text_when_what_the_system_runs_is_unknown() {
        rules.fleetOfThreeCommits().system("web", "infra").failure("infra", "c3", "web", "failed", 6.0, "boom");

        assertThat(rules.verdict().status()).isEqualTo("Offline");
        assertThat(rules.verdict().evaluationError()).isEqualTo("boom");
    }

    @Test
    void should_show_no_text_when_the_system_is_up_to_date() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .failure("infra", "c3", "web", "failed", 6.0, "boom")
                .state("web", "s", hash("c3"), 5);

        assertThat(rules.verdict().reason()).isEqualTo("runs-newest");
        assertThat(rules.verdict().evaluationError()).isNull();
    }
}
