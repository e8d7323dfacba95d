// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several evaluations of one commit and name, and their errors. */
class OracleEvaluationsTest {

    @Test
    void should_stay_up_to_date_when_a_failure_follows_a_success() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluatedWithoutStorePath("c3", "web")
                .failed("c3", "web", 60, "timeout")
                .runs("web", "/s", null);

        assertThat(fleet.verdict().reason()).isEqualTo("evaluated-newest");
        assertThat(fleet.verdict().evaluationError()).isNull();
    }

    @Test
    void should_show_the_failure_when_the_success_comes_later() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .failed("c3", "web", 60, "timeout")
                .evaluation("c3", "web", "complete", "/s3", at(80))
                .runs("web", "/s", "c2");

        assertThat(fleet.verdictAt(70).reason()).isEqualTo("evaluation-failed");
        assertThat(fleet.verdictAt(70).evaluationError()).isEqualTo("timeout");
        assertThat(fleet.verdictAt(80).reason()).isEqualTo("awaiting-deployment");
    }

    @Test
    void should_take_the_latest_text_and_of_two_at_once_the_least() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .failed("c3", "web", 60, "a")
                .failed("c3", "web", 70, "c")
                .failed("c3", "web", 70, "b")
                .runs("web", "/s", "c2");

        assertThat(fleet.verdict().evaluationError()).isEqualTo("b");
    }

    @Test
    void should_show_the_text_when_the_system_is_offline() {
        Fleet fleet = Fleet.ofThreeCommits().system("web").failed("c3", "web", "build-failed", 60, "gcc");

        assertThat(fleet.verdict().evaluationError()).isEqualTo("gcc");
    }

    @ParameterizedTest
    @CsvSource({
        "complete, not-evaluated,",
        "failed, evaluation-failed, broken",
        "pending, evaluation-pending,",
        "in_progress, evaluation-pending,",
        "cancelled, not-evaluated,",
    })
    void should_ask_the_commit_when_the_host_has_no_row(String status, String reason, @Nullable String error) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .commitEvaluated("c3", status, "broken")
                .runs("web", "/s", "c2");

        assertThat(fleet.verdict().reason()).isEqualTo(reason);
        assertThat(fleet.verdict().evaluationError()).isEqualTo(error);
    }

    @Test
    void should_be_unrecorded_when_an_unfinished_row_has_no_paths_and_the_commit_is_complete() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .commitEvaluated("c3", "complete", null)
                .queued("c3", "web", at(40))
                .runs("web", "/s", "c2");

        assertThat(fleet.verdict().status()).isEqualTo("Outdated");
        assertThat(fleet.verdict().reason()).isEqualTo("evaluation-unrecorded");
    }

    @ParameterizedTest
    @CsvSource({
        "build-failed, build-inprogress, build-pending",
        "failed, build-failed, build-failed",
        "failed, queued, evaluation-pending",
        "queued, build-failed, build-failed",
    })
    void should_take_the_best_outcome_when_one_commit_and_name_has_several(String one, String other, String reason) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluation("c3", "web", one, null, at(40))
                .evaluation("c3", "web", other, null, at(41))
                .runs("web", "/s", "c2");

        assertThat(fleet.verdict().reason()).isEqualTo(reason);
    }
}
