// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The truth table of Outdated: each reason, and the result of the original rule. */
class ReasonsOutdatedIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_be_awaiting_pin_when_it_runs_another_commit_than_the_pinned_one() {
        onTheCommitBefore().pin("web", "c1");

        assertReasons("awaiting-pin", "not-evaluated");
    }

    @Test
    void should_be_withdrawn_commit_when_what_runs_matches_only_a_withdrawn_commit() {
        onTheCommitBefore()
                .imported("infra", 4, "c1", "c2", "c3")
                .commit("infra", "c4", 3.5)
                .imported("infra", 5, "c1", "c4");

        assertReasons("withdrawn-commit", "not-evaluated");
    }

    @Test
    void should_be_awaiting_deployment_when_a_newer_commit_evaluates() {
        onTheCommitBefore().evaluation("infra", "c3", "web", "s3");

        assertReasons("awaiting-deployment", "evaluated-newest");
    }

    @Test
    void should_be_not_evaluated_when_the_newest_commit_has_no_evaluation_for_it() {
        onTheCommitBefore().evaluation("infra", "c3", "db", "db3");

        assertReasons("not-evaluated", "not-evaluated");
    }

    @Test
    void should_be_evaluation_pending_when_the_evaluation_of_the_newest_commit_is_unfinished() {
        onTheCommitBefore().evaluation("infra", "c3", "web", null, "dry-run-inprogress", null);

        assertReasons("evaluation-pending", "evaluation-pending");
    }

    @Test
    void should_be_evaluation_pending_when_it_has_no_row_and_that_of_the_whole_commit_is_unfinished() {
        onTheCommitBefore().commitEvaluated("infra", "c3", "in_progress", null);

        assertReasons("evaluation-pending", "evaluation-pending");
    }

    @Test
    void should_be_evaluation_failed_when_the_evaluation_of_the_newest_commit_failed() {
        onTheCommitBefore().failure("infra", "c3", "web", "dry-run-failed", 4.0, "boom");

        assertReasons("evaluation-failed", "evaluation-failed");
        assertThat(rules.verdict().evaluationError()).isEqualTo("boom");
    }

    @Test
    void should_be_evaluation_failed_when_it_has_no_row_and_that_of_the_whole_commit_failed() {
        onTheCommitBefore().commitEvaluated("infra", "c3", "failed", "all of it");

        assertReasons("evaluation-failed", "evaluation-failed");
        assertThat(rules.verdict().evaluationError()).isEqualTo("all of it");
    }

    @Test
    void should_be_evaluation_unrecorded_when_an_unfinished_row_has_no_paths_and_the_commit_is_complete() {
        onTheCommitBefore()
                .commitEvaluated("infra", "c3", "complete", null)
                .evaluation("infra", "c3", "web", null, "dry-run-pending", null);

        assertReasons("evaluation-unrecorded", "evaluation-unrecorded");
    }

    @Test
    void should_not_be_evaluation_unrecorded_when_an_imported_evaluation_resolves_it() {
        onTheCommitBefore()
                .commitEvaluated("infra", "c3", "complete", null)
                .evaluation("infra", "c3", "web", null, "dry-run-pending", null)
                .recipe("infra", "c3", "web", "web3", "s3", "dry-run-complete");

        assertReasons("awaiting-deployment", "evaluated-newest");
    }

    @Test
    void should_be_build_pending_when_the_newest_commit_is_evaluated_and_its_build_unfinished() {
        onTheCommitBefore().evaluation("infra", "c3", "web", null, "build-inprogress", null);

        assertReasons("build-pending", "build-pending");
    }

    @Test
    void should_be_build_failed_when_the_newest_commit_is_evaluated_and_its_build_failed() {
        onTheCommitBefore().failure("infra", "c3", "web", "build-failed", 4.0, "gcc");

        assertReasons("build-failed", "build-failed");
        assertThat(rules.verdict().evaluationError()).isEqualTo("gcc");
    }

    /** The system {@code web} runs c2 of c1, c2 and c3, and c3 evaluates. */
    private Fleet onTheCommitBefore() {
        return rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .state("web", "s2", hash("c2"), 5);
    }

    private void assertReasons(String byEvidence, String byName) {
        assertThat(rules.verdict(Matching.EVIDENCE).status()).isEqualTo("Outdated");
        assertThat(rules.verdict(Matching.EVIDENCE).reason()).isEqualTo(byEvidence);
        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo(byName);
    }
}
