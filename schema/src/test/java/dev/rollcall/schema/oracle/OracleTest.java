// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.oracle.Inventory.SystemRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each status and reason, worked out by hand. */
class OracleTest {

    @Test
    void should_be_offline_when_never_deployed() {
        Fleet fleet = Fleet.ofThreeCommits().system("web").evaluated("c2", "web", "/s2");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv()).isEqualTo("web,infra,Offline,never-deployed,,,c2,c3,,,,,false,");
    }

    @Test
    void should_be_unknown_when_the_store_path_is_known_from_another_flake_only() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(10))
                .system("web")
                .evaluated("d1", "anything", "/d")
                .runs("web", "/d", "c3");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Unknown State,other-flake,,,,c3,,,2026-01-05T00:50:00Z,"
                        + "2026-01-05T00:50:00Z,false,/d");
    }

    @Test
    void should_trust_the_own_flake_when_the_store_path_is_known_from_two() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(10))
                .system("web")
                .evaluated("d1", "web", "/s")
                .evaluated("c3", "web", "/s")
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-newest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f00", "c300"})
    void should_be_unknown_when_the_closure_could_have_matched_and_the_revision_names_no_commit(String revision) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/s1")
                .runs("web", "/by-hand", revision.isEmpty() ? null : revision);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.status()).isEqualTo("Unknown State");
        assertThat(verdict.reason()).isEqualTo("unrecognised-closure");
    }

    @Test
    void should_fall_back_to_the_name_when_only_failed_or_foreign_evaluations_record_store_paths() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluatedWithoutStorePath("c3", "web")
                .evaluation("c2", "web", "build-failed", "/s2", at(40))
                .evaluated("c3", "db", "/db")
                .runs("web", "/by-hand", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("evaluated-newest");
        assertThat(verdict.basis()).isEqualTo("name");
        assertThat(verdict.runningCommit()).isNull();
    }

    @Test
    void should_be_unknown_when_the_system_has_no_flake() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system(new SystemRow("web", null, "production", null, true, "c1", false, null))
                .evaluated("c3", "web", "/s3")
                .runs("web", "/s3", "c3");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,,Unknown State,no-flake,,,,,,,2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s3");
        assertThat(verdict.environment()).isEqualTo("production");
    }

    @Test
    void should_be_unknown_when_the_flake_has_no_commits_yet() {
        Fleet fleet =
                Fleet.withoutCommits().commit("c9", 1, at(101)).system("web").runs("web", "/s", "c9");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("no-commits");
        assertThat(verdict.newestCommit()).isNull();
    }

    @Test
    void should_be_unknown_when_no_evaluation_succeeded_and_what_runs_is_unknown() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluation("c3", "web", "queued", null, at(40))
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.status()).isEqualTo("Unknown State");
        assertThat(verdict.reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_be_up_to_date_by_store_path_when_the_newest_commit_builds_what_runs() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c3", "web", "/s3")
                .runs("web", "/s3", "c1");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Up to Date,runs-newest,store-path,c3,c3,c3,0,,"
                        + "2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s3");
    }

    @Test
    void should_be_up_to_date_by_revision_when_no_evaluation_has_the_store_path() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/s1")
                .runs("web", "/other", "c3");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-newest");
        assertThat(verdict.basis()).isEqualTo("revision");
        assertThat(verdict.runningCommit()).isEqualTo("c3");
    }

    @Test
    void should_await_deployment_when_a_newer_commit_is_evaluated() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/s1")
                .evaluated("c2", "web", "/s2")
                .evaluation("c3", "web", "failed", null, at(40))
                .runs("web", "/s1", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Outdated,awaiting-deployment,store-path,c1,c2,c3,2,"
                        + "2026-01-05T00:20:00Z,2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s1");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, evaluation-pending",
        "queued, evaluation-pending",
        "dry-run-pending, evaluation-pending",
        "dry-run-inprogress, evaluation-pending",
        "build-pending, build-pending",
        "build-inprogress, build-pending",
        "in-progress, evaluation-pending",
        "dry-run-failed, evaluation-failed",
        "build-failed, build-failed",
        "failed, evaluation-failed",
        "dry-run-complete, awaiting-deployment",
        "build-complete, awaiting-deployment",
        "complete, awaiting-deployment"
    })
    void should_give_the_reason_of_the_newest_evaluation_when_outdated(String status, String reason) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c2", "web", "/s2")
                .evaluation("c3", "web", status, null, at(40))
                .runs("web", "/s2", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.status()).isEqualTo("Outdated");
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void should_not_be_evaluated_when_the_newest_commit_has_evaluations_for_others_only() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c2", "web", "/s2")
                .evaluated("c3", "db", "/db")
                .evaluation("package", "c3", "web", "failed", null, at(40))
                .runs("web", "/s2", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("not-evaluated");
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(at(30));
    }

    @Test
    void should_be_not_evaluated_when_running_a_newer_commit_than_the_evaluated_one() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/s1")
                .runs("web", "/other", "c2");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("not-evaluated");
        assertThat(verdict.evaluatedCommit()).isEqualTo("c1");
        assertThat(verdict.commitsBehind()).isEqualTo(1);
    }
}
