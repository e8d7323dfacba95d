// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static dev.rollcall.schema.oracle.Inventory.Import.Kind.CLONE;
import static dev.rollcall.schema.oracle.Inventory.Import.Kind.FILES;
import static dev.rollcall.schema.oracle.Inventory.Import.Kind.FILES_WITH_FIRST_PARENTS;
import static dev.rollcall.schema.oracle.Inventory.Import.Kind.SHALLOW_CLONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.domain.Matching;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of commits after imports. */
class OracleBranchTest {

    /** c1, c2 and c3 at minutes 10, 20 and 30; and c4 instead of c3 at minute 25. */
    private static Fleet line() {
        return Fleet.withoutCommits()
                .commit("c1", 1, at(10))
                .commit("c2", 1, at(20), "c1")
                .commit("c3", 1, at(30), "c2")
                .commit("c4", 1, at(25), "c2");
    }

    @Test
    void should_take_the_line_when_a_child_is_dated_before_its_parent() {
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(20))
                .commit("c2", 1, at(10), "c1")
                .imported(CLONE, 50, "c1", "c2")
                .system("web")
                .runs("web", "/s", "c1");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.newestCommit()).isEqualTo("c2");
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(at(20));
        assertThat(fleet.verdict(Matching.NAME).newestCommit()).isEqualTo("c1");
    }

    @Test
    void should_take_the_date_of_the_next_commit_when_one_is_dated_after_its_import() {
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(10))
                .commit("c2", 1, at(0).plus(Duration.ofDays(20_000)), "c1")
                .commit("c3", 1, at(30), "c2")
                .imported(CLONE, 50, "c1", "c2", "c3")
                .system("web")
                .runs("web", "/s", "c1", at(10));

        assertThat(fleet.verdictAt(29).commitsBehind()).isZero();
        assertThat(fleet.verdictAt(30).commitsBehind()).isEqualTo(2);
        assertThat(fleet.verdictAt(30).behindSince()).isEqualTo(at(30));
    }

    @ParameterizedTest
    @CsvSource({"49, c1", "50, c2"})
    void should_count_from_its_import_when_the_last_commit_is_dated_after_it(int minute, String newest) {
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(10))
                .commit("c2", 1, at(60), "c1")
                .imported(CLONE, 50, "c1", "c2")
                .system("web")
                .runs("web", "/s", "c1", at(10));

        assertThat(fleet.verdictAt(minute).newestCommit()).isEqualTo(newest);
    }

    @ParameterizedTest
    @CsvSource({"39, c3, runs-newest, 0", "40, c4, withdrawn-commit, 1", "59, c4, withdrawn-commit, 1"})
    void should_withdraw_commits_from_the_import_on_when_the_branch_was_rewritten(
            int minute, String newest, String reason, int behind) {
        Fleet fleet = line().imported(CLONE, 35, "c1", "c2", "c3")
                .imported(CLONE, 40, "c1", "c2", "c4")
                .system("web")
                .runs("web", "/s", "c3", at(31));

        Verdict verdict = fleet.verdictAt(minute);

        assertThat(verdict.newestCommit()).isEqualTo(newest);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.commitsBehind()).isEqualTo(behind);
        assertThat(verdict.runningCommit()).isEqualTo("c3");
    }

    @Test
    void should_count_again_when_a_withdrawn_commit_returns() {
        Fleet fleet = line().imported(CLONE, 35, "c1", "c2", "c3")
                .imported(CLONE, 40, "c1", "c2")
                .imported(CLONE, 60, "c1", "c2", "c3")
                .system("web")
                .runs("web", "/s", "c3", at(31));

        assertThat(fleet.verdictAt(50).reason()).isEqualTo("withdrawn-commit");
        assertThat(fleet.verdictAt(50).commitsBehind()).isZero();
        assertThat(fleet.verdictAt(60).reason()).isEqualTo("runs-newest");
    }

    @Test
    void should_be_behind_since_the_date_of_a_commit_when_it_returned() {
        Fleet fleet = line().imported(CLONE, 35, "c1", "c2", "c3")
                .imported(CLONE, 40, "c1")
                .imported(CLONE, 60, "c1", "c2", "c3")
                .system("web")
                .runs("web", "/s", "c1", at(31));

        assertThat(fleet.verdictAt(36).behindSince()).isEqualTo(at(20));
        assertThat(fleet.verdictAt(60).behindSince()).isEqualTo(at(20));
    }

    @Test
    void should_leave_earlier_nights_as_they_were_when_the_place_of_a_cut_off_commit_is_taken_later() {
        Fleet fleet = line().imported(CLONE, 35, "c1", "c2", "c3")
                .imported(CLONE, 40, "c1", "c2")
                .imported(CLONE, 60, "c1", "c2", "c4")
                .system("web")
                .runs("web", "/s", "c3", at(31));

        assertThat(fleet.verdictAt(39).newestCommit()).isEqualTo("c3");
        assertThat(fleet.verdictAt(39).commitsBehind()).isZero();
        assertThat(fleet.verdictAt(40).newestCommit()).isEqualTo("c4");
    }

    @Test
    void should_withdraw_nothing_when_a_shallow_clone_is_cut_at_a_known_commit() {
        Fleet fleet = line().imported(CLONE, 35, "c1", "c2", "c3")
                .imported(SHALLOW_CLONE, 40, "c3")
                .system("web")
                .runs("web", "/s", "c1");

        assertThat(fleet.verdict().commitsBehind()).isEqualTo(2);
    }

    @Test
    void should_withdraw_what_was_newer_than_the_boundary_when_a_shallow_clone_lacks_it() {
        Fleet fleet = line().imported(CLONE, 35, "c1", "c2", "c3")
                .imported(SHALLOW_CLONE, 40, "c2", "c4")
                .system("web")
                .runs("web", "/s", "c3");

        assertThat(fleet.verdict().reason()).isEqualTo("withdrawn-commit");
    }

    @ParameterizedTest
    @CsvSource({"39, c1, 0", "40, c3, 1"})
    void should_be_the_newest_when_the_predecessor_of_a_shallow_clone_is_unknown(
            int minute, String newest, int behind) {
        // dated before known commits
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(30))
                .commit("c2", 1, at(10))
                .commit("c3", 1, at(20), "c2")
                .imported(CLONE, 35, "c1")
                .imported(SHALLOW_CLONE, 40, "c3")
                .system("web")
                .runs("web", "/s", "c1", at(31));

        assertThat(fleet.verdictAt(minute).newestCommit()).isEqualTo(newest);
        assertThat(fleet.verdictAt(minute).commitsBehind()).isEqualTo(behind);
    }

    @Test
    void should_withdraw_a_sibling_when_a_shallow_clone_is_cut_after_their_unknown_parent() {
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(10))
                .commit("c2", 1, at(20), "c1")
                .commit("c3", 1, at(30), "c1")
                .imported(SHALLOW_CLONE, 35, "c2")
                .imported(SHALLOW_CLONE, 40, "c3")
                .system("web")
                .runs("web", "/s", "c2");

        assertThat(fleet.verdict().reason()).isEqualTo("withdrawn-commit");
    }

    @Test
    void should_withdraw_the_commits_of_files_when_a_clone_lacks_them() {
        Fleet fleet = line().imported(FILES, 35, "c1", "c3")
                .imported(CLONE, 40, "c1", "c2", "c4")
                .system("web")
                .runs("web", "/s", "c3");

        assertThat(fleet.verdictAt(39).newestCommit()).isEqualTo("c3");
        assertThat(fleet.verdict().reason()).isEqualTo("withdrawn-commit");
    }

    @Test
    void should_be_behind_by_effective_time_when_a_withdrawn_commit_shares_nothing_with_the_line() {
        Fleet fleet = line().commit("c5", 1, at(22), "c1")
                .imported(FILES, 35, "c5")
                .imported(CLONE, 40, "c1", "c2", "c3")
                .system("web")
                .runs("web", "/s", "c5");

        assertThat(fleet.verdict().reason()).isEqualTo("withdrawn-commit");
        assertThat(fleet.verdict().commitsBehind()).isEqualTo(3);
        assertThat(fleet.verdict().behindSince()).isEqualTo(at(40));
    }

    @Test
    void should_get_the_same_order_when_files_with_first_parents_come_in_any_order() {
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(20))
                .commit("c2", 1, at(20), "c1")
                .commit("c3", 1, at(10), "c2")
                .imported(FILES_WITH_FIRST_PARENTS, 35, "c3")
                .imported(FILES_WITH_FIRST_PARENTS, 40, "c2", "c1")
                .system("web")
                .runs("web", "/s", "c1");

        assertThat(fleet.verdict().newestCommit()).isEqualTo("c3");
        assertThat(fleet.verdict().commitsBehind()).isEqualTo(2);
        assertThat(fleet.verdict().behindSince()).isEqualTo(at(20));
    }
}
