// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.inventory.tables.records.AssessSystemsRecord;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Branch order by first parents, and withdrawn commits. */
class BranchRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_take_the_line_when_a_child_is_dated_before_its_parent() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 3)
                .commit("infra", "c2", 1)
                .imported("infra", 4, "c1", "c2")
                .system("web", "infra")
                .state("web", "s", hash("c1"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.newestCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(hour(3));
        assertThat(rules.verdict(Matching.NAME).newestCommit()).isEqualTo(hash("c1"));
    }

    @Test
    void should_count_a_commit_dated_in_the_future_from_its_import_when_it_is_the_last() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 1)
                .commit("infra", "c2", 500_000)
                .imported("infra", 4, "c1", "c2")
                .system("web", "infra")
                .state("web", "s", hash("c1"), 3.5);

        assertThat(asOf(3.9).getCommitsBehind()).isZero();
        assertThat(asOf(4).getCommitsBehind()).isEqualTo(1);
        assertThat(rules.verdict().behindSince()).isEqualTo(hour(4));
        assertThat(rules.verdict(Matching.NAME).newestCommit()).isEqualTo(hash("c1"));
    }

    @Test
    void should_affect_no_other_commit_when_one_is_dated_in_the_future() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 500_000)
                .commit("infra", "c2", 2)
                .imported("infra", 4, "c1", "c2")
                .system("web", "infra")
                .state("web", "s", hash("c2"), 3);

        assertThat(asOf(3).getReason()).hasToString("runs-newest");
        assertThat(asOf(1.9).getNewestCommit()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"4.9, c3, runs-newest, 0", "5, c4, withdrawn-commit, 1", "9, c4, withdrawn-commit, 1"})
    void should_withdraw_commits_from_the_import_on_when_the_branch_was_rewritten(
            double asOf, String newest, String reason, int behind) {
        rewritten().state("web", "s3", hash("c3"), 4);

        AssessSystemsRecord row = asOf(asOf);

        assertThat(row.getNewestCommit()).isEqualTo(hash(newest));
        assertThat(row.getReason()).hasToString(reason);
        assertThat(row.getCommitsBehind()).isEqualTo(behind);
        assertThat(row.getRunningCommit()).isEqualTo(hash("c3"));
    }

    @Test
    void should_not_count_the_evaluations_of_a_commit_when_it_is_withdrawn() {
        rewritten()
                .evaluation("infra", "c3", "web", null)
                .evaluation("infra", "c2", "web", null)
                .state("web", "s", 4);

        assertThat(rules.verdict().evaluatedCommit()).isEqualTo(hash("c2"));
        assertThat(rules.verdict(Matching.NAME).evaluatedCommit()).isEqualTo(hash("c3"));
    }

    @Test
    void should_know_the_live_commit_when_a_withdrawn_one_builds_the_same_closure() {
        rewritten()
                .evaluation("infra", "c3", "web", "same")
                .evaluation("infra", "c4", "web", "same")
                .state("web", "same", 4);

        assertThat(rules.verdict().reason()).isEqualTo("runs-newest");
    }

    @Test
    void should_be_withdrawn_before_it_is_of_another_system_when_its_own_name_built_it() {
        rewritten()
                .evaluation("infra", "c3", "web", "s")
                .evaluation("infra", "c4", "db", "s")
                .state("web", "s", 4);

        assertThat(rules.verdict().reason()).isEqualTo("withdrawn-commit");
    }

    @Test
    void should_count_again_when_a_withdrawn_commit_returns() {
        rewritten().imported("infra", 6, "c1", "c2", "c3").state("web", "s3", hash("c3"), 4);

        assertThat(asOf(5.9).getReason()).hasToString("withdrawn-commit");
        assertThat(asOf(6).getReason()).hasToString("runs-newest");
    }

    @Test
    void should_leave_earlier_nights_as_they_were_when_a_cut_back_branch_grows_again() {
        rules.fleetOfThreeCommits()
                .imported("infra", 4, "c1", "c2", "c3")
                .imported("infra", 5, "c1", "c2")
                .commit("infra", "c4", 2.5)
                .imported("infra", 6, "c1", "c2", "c4")
                .system("web", "infra")
                .state("web", "s", hash("c2"), 2);

        assertThat(asOf(4.9).getCommitsBehind()).isEqualTo(1);
        assertThat(asOf(4.9).getNewestCommit()).isEqualTo(hash("c3"));
        assertThat(asOf(5).getNewestCommit()).isEqualTo(hash("c4"));
    }

    @Test
    void should_be_behind_since_the_fork_when_the_withdrawn_commit_shares_its_past_with_the_branch() {
        rules.fleetOfThreeCommits()
                .imported("infra", 4, "c1", "c2", "c3")
                .commit("infra", "c4", 3)
                .commit("infra", "c5", 4)
                .commit("infra", "c6", 4)
                .imported("infra", 5, "c1", "c4", "c5", "c6")
                .system("web", "infra")
                .state("web", "s", hash("c2"), 4);

        assertThat(rules.verdict().commitsBehind()).isEqualTo(3);
        assertThat(rules.verdict().behindSince()).isEqualTo(hour(5));
    }

    @Test
    void should_withdraw_nothing_when_a_shallow_clone_lacks_older_commits() {
        rules.fleetOfThreeCommits()
                .imported("infra", 4, "c1", "c2", "c3")
                .importedShallow("infra", 5, "c3")
                .system("web", "infra")
                .state("web", "s", hash("c1"), 5);

        assertThat(rules.verdict().reason()).isEqualTo("not-evaluated");
        assertThat(rules.verdict().commitsBehind()).isEqualTo(2);
    }

    @Test
    void should_be_newest_when_the_predecessor_of_the_only_commit_of_a_shallow_clone_is_unknown() {
        // its date would put it before known commits
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 3)
                .imported("infra", 4, "c1")
                .commit("infra", "c2", 2)
                .importedShallow("infra", 5, "c2")
                .system("web", "infra")
                .state("web", "s", hash("c1"), 3);

        assertThat(asOf(4.9).getReason()).hasToString("runs-newest");
        assertThat(rules.verdict().newestCommit()).isEqualTo(hash("c2"));
        assertThat(rules.verdict().commitsBehind()).isEqualTo(1);
    }

    @Test
    void should_keep_the_commits_of_files_when_a_shallow_clone_lacks_them() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 2)
                .recorded("infra", "c1", 3)
                .commit("infra", "c2", 1)
                .importedShallow("infra", 5, "c2")
                .system("web", "infra")
                .state("web", "s", hash("c1"), 3);

        assertThat(rules.verdict().reason()).isEqualTo("not-evaluated");
    }

    @Test
    void
            should_count_from_the_moment_it_was_recorded_when_a_flake_gets_a_line_and_a_commit_of_files_is_dated_in_the_future() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 500_000)
                .recorded("infra", "c1", 3)
                .commit("infra", "c2", 5)
                .importedShallow("infra", 6, "c2")
                .system("web", "infra")
                .state("web", "s", hash("c1"), 4);

        assertThat(asOf(4).getReason()).hasToString("runs-newest");
        assertThat(rules.verdict().newestCommit()).isEqualTo(hash("c2"));
    }

    @Test
    void should_await_its_pin_without_counting_when_the_pinned_commit_is_withdrawn() {
        rewritten().pin("web", "c3").state("web", "s", hash("c2"), 4);

        assertThat(asOf(4.9).getCommitsBehind()).isEqualTo(1);
        assertThat(rules.verdict().reason()).isEqualTo("awaiting-pin");
        assertThat(rules.verdict().commitsBehind()).isNull();
    }

    /** The system {@code web}; c3 is the newest from hour 3 on, and c4 replaces it at hour 5. */
    private Fleet rewritten() {
        return rules.fleetOfThreeCommits()
                .imported("infra", 4, "c1", "c2", "c3")
                .commit("infra", "c4", 3.5)
                .imported("infra", 5, "c1", "c2", "c4")
                .system("web", "infra");
    }

    private AssessSystemsRecord asOf(double hour) {
        return rules.assess(hour(hour), Matching.EVIDENCE, null, null).get(0);
    }
}
