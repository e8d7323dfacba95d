// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static dev.rollcall.schema.oracle.Fleet.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.domain.Matching;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence for the running commit, and what rules it out. */
class OracleEvidenceTest {

    @Test
    void should_be_unknown_when_it_runs_what_its_flake_builds_for_another_system() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c3", "db", "/db3")
                .failed("c1", "web", 40, null)
                .runs("web", "/db3", "c3");

        assertThat(fleet.verdict().csv())
                .isEqualTo("web,infra,Unknown State,other-system,,,,c3,,,2026-01-05T00:50:00Z,"
                        + "2026-01-05T00:50:00Z,false,/db3");
    }

    @Test
    void should_look_up_the_matched_name_when_it_has_no_evaluations_of_its_own() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web.example.org")
                .evaluated("c2", "web-b", "/s2")
                .evaluated("c2", "web-a", "/s2")
                .failed("c3", "web-a", 40, "boom")
                .evaluated("c3", "web-b", "/s3")
                .runs("web.example.org", "/s2", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web.example.org,infra,Outdated,evaluation-failed,store-path,c2,,c3,1,"
                        + "2026-01-05T00:30:00Z,2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s2");
        assertThat(verdict.evaluationError()).isEqualTo("boom");
    }

    @Test
    void should_wait_for_the_deployment_when_the_newest_commit_evaluates_under_the_matched_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web.example.org")
                .evaluated("c2", "web", "/s2")
                .evaluated("c3", "web", "/s3")
                .runs("web.example.org", "/s2", null);

        assertThat(fleet.verdict().reason()).isEqualTo("awaiting-deployment");
    }

    @ParameterizedTest
    @CsvSource({"7, runs-newest", "12, runs-newest", "40, runs-newest", "6, no-successful-evaluation"})
    void should_take_a_revision_when_it_has_at_least_seven_digits_of_one_commit(int digits, String reason) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .runs("web", "/s", hash("c3").substring(0, digits).toUpperCase(Locale.ROOT));

        assertThat(fleet.verdict().reason()).isEqualTo(reason);
    }

    @Test
    void should_not_take_a_prefix_when_it_names_two_commits() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("c300000000a", 1, at(5))
                .system("web")
                .runs("web", "/s", "c3000000");

        assertThat(fleet.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1", "d100000"})
    void should_be_unknown_when_the_revision_is_a_commit_of_another_flake_only(String revision) {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(10))
                .system("web")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", revision);

        assertThat(fleet.verdict().reason()).isEqualTo("other-flake");
    }

    @Test
    void should_ignore_the_revision_when_an_evaluation_of_any_flake_has_the_store_path() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(10))
                .system("web")
                .evaluated("d1", "x", "/d")
                .runs("web", "/d", "c3");

        assertThat(fleet.verdict().reason()).isEqualTo("other-flake");
    }

    @Test
    void should_be_unknown_when_the_working_tree_was_dirty() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", hash("c3") + "-dirty");

        assertThat(fleet.verdict().reason()).isEqualTo("dirty-revision");
        assertThat(fleet.verdict(Matching.NAME).reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_be_unknown_when_the_revision_is_a_full_unknown_hash() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", "ABCDEF".repeat(6) + "0000");

        assertThat(fleet.verdict().reason()).isEqualTo("unrecognised-revision");
    }

    @Test
    void should_fall_back_to_the_name_when_the_newest_recipe_records_no_store_path_though_an_older_one_does() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c2", "web", "/s2")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", null);

        assertThat(fleet.verdict().reason()).isEqualTo("evaluated-newest");
    }

    @Test
    void should_fall_back_to_the_name_when_one_of_two_recipes_records_no_store_path() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c3", "web", "/s3")
                .evaluatedWithoutStorePath("c3", "web")
                .runs("web", "/s", null);

        assertThat(fleet.verdict().reason()).isEqualTo("evaluated-newest");
    }
}
