// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The truth table of Unknown State and Offline: each reason, and the result of the original rule. */
class ReasonsUnknownIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_be_never_deployed_when_it_has_no_state() {
        rules.fleetOfThreeCommits().system("web", "infra").evaluation("infra", "c3", "web", "s3");

        assertReasons("never-deployed", "never-deployed");
    }

    @Test
    void should_be_no_flake_when_none_is_registered_for_it() {
        rules.fleetOfThreeCommits().system("web", null).state("web", "s", hash("c3"), 5);

        assertReasons("no-flake", "no-flake");
    }

    @Test
    void should_be_other_system_when_what_runs_is_built_for_other_names_and_it_has_evaluations_of_its_own() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .evaluation("infra", "c3", "db", "db3")
                .state("web", "db3", hash("c3"), 5);

        assertReasons("other-system", "evaluated-newest");
    }

    @Test
    void should_be_other_flake_when_only_another_flake_builds_what_runs() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 1)
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null)
                .evaluation("other", "d1", "web", "d")
                .state("web", "d", 5);

        assertReasons("other-flake", "evaluated-newest");
    }

    @Test
    void should_be_other_flake_when_the_revision_is_a_commit_of_another_flake_only() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 1)
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s", hash("d1").substring(0, 7), 5);

        assertReasons("other-flake", "evaluated-newest");
    }

    /** The second is what {@code self.rev or "dirty"} gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0123456-dirty", "dirty", "Dirty", "dirty-20260601080000", "0123456.dirty", "0123456-dirty-tree"
            })
    void should_be_dirty_revision_when_the_revision_ends_in_dirty(String revision) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s", revision, 5);

        assertReasons("dirty-revision", "evaluated-newest");
    }

    @Test
    void should_be_unrecognised_revision_when_no_commit_has_the_full_hash() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s", hash("e"), 5);

        assertReasons("unrecognised-revision", "evaluated-newest");
    }

    @Test
    void should_be_unrecognised_closure_when_the_evaluated_commit_records_another_store_path() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .state("web", "by-hand", 5);

        assertReasons("unrecognised-closure", "not-evaluated");
    }

    @Test
    void should_not_be_unrecognised_closure_when_only_an_older_commit_records_a_store_path() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "web", null)
                .state("web", "by-hand", 5);

        assertThat(rules.verdict().reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_not_be_unrecognised_closure_when_one_recipe_of_the_evaluated_commit_records_no_store_path() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .recipe("infra", "c3", "web", "one", "s3", "complete")
                .recipe("infra", "c3", "web", "two", null, "complete")
                .state("web", "by-hand", 5);

        assertThat(rules.verdict().reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_be_no_commits_when_its_flake_has_none() {
        rules.fleet().flake("infra").system("web", "infra").state("web", "s", hash("e"), 5);

        assertReasons("no-commits", "no-commits");
    }

    @Test
    void should_be_no_successful_evaluation_when_it_has_none() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .failure("infra", "c3", "web", "failed", 4.0, "boom")
                .state("web", "s", 5);

        assertReasons("no-successful-evaluation", "no-successful-evaluation");
        assertThat(rules.verdict().evaluationError()).isEqualTo("boom");
    }

    private void assertReasons(String byEvidence, String byName) {
        Verdict verdict = rules.verdict(Matching.EVIDENCE);
        assertThat(verdict.reason()).isEqualTo(byEvidence);
        assertThat(verdict.basis()).isNull();
        assertThat(verdict.commitsBehind()).isNull();
        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo(byName);
    }
}
