// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static dev.rollcall.schema.rules.Verdicts.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 3 and 11: systems with a known or assumed commit, and how far behind they are. */
class UpToDateAndOutdatedRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_be_up_to_date_when_it_runs_the_closure_of_the_newest_commit() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s3", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,runs-newest,store-path,c3,c3,c3,0,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s3");
    }

    @Test
    void should_be_up_to_date_when_its_revision_is_the_newest_commit() {
        rules.fleetOfThreeCommits().system("web", "infra").state("web", "s", hash("c3"), 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,runs-newest,revision,c3,,c3,0,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_be_up_to_date_by_name_when_what_runs_is_unknown_and_the_newest_commit_evaluates() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null)
                .state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,evaluated-newest,name,,c3,c3,0,,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_run_the_newest_when_the_newest_commit_fails_to_evaluate_but_is_what_runs() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3", "build-failed", null)
                .state("web", "s3", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-newest");
        assertThat(verdict.evaluatedCommit()).isNull();
    }

    /** However many others have nothing newer either: few are looked up one by one, many in one pass. */
    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void should_count_from_its_newest_successful_evaluation_however_many_commits_ago_that_was(int others) {
        Fleet fleet = fleetOfManyCommits().system("web", "infra").state("web", "s", 9);
        fleet.evaluation("infra", "c07", "web", null)
                .evaluation("infra", "c08", "web", null)
                .evaluation("infra", "c55", "web", null, "dry-run-failed", null);
        for (int i = 0; i < others; i++) {
            fleet.system("old-" + i, "infra").evaluation("infra", "c09", "old-" + i, null);
        }
        for (int i = 0; i < 9; i++) {
            fleet.system("new-" + i, "infra").evaluation("infra", "c61", "new-" + i, "of-" + i);
        }

        Verdict verdict = rules.verdicts(Matching.EVIDENCE).stream()
                .filter(one -> one.hostname().equals("web"))
                .findFirst()
                .orElseThrow();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,not-evaluated,name,,c08,c61,53,2026-01-01T00:54:00Z,"
                        + "2026-01-01T09:00:00Z,2026-01-01T09:00:00Z,false,s");
    }

    @Test
    void should_match_by_name_when_closures_were_recorded_only_sixty_commits_ago() {
        Fleet fleet = fleetOfManyCommits().system("web", "infra").state("web", "strange", 9);
        fleet.evaluation("infra", "c01", "web", "s1");
        for (int i = 2; i <= 61; i++) {
            fleet.evaluation("infra", "c%02d".formatted(i), "web", null);
        }

        assertThat(rules.verdict().reason()).isEqualTo("evaluated-newest");
    }

    private Fleet fleetOfManyCommits() {
        Fleet fleet = rules.fleet().flake("infra");
        for (int i = 1; i <= 61; i++) {
            fleet.commit("infra", "c%02d".formatted(i), i / 10.0);
        }
        return fleet;
    }

    @Test
    void should_await_deployment_when_it_runs_an_older_commit_than_the_evaluated_one() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "web", null, "failed", null)
                .state("web", "s1", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,awaiting-deployment,store-path,c1,c2,c3,2,2026-01-01T02:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s1");
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
    void should_be_outdated_for_the_reason_of_the_newest_evaluation_when_it_runs_the_commit_before(
            String status, String reason) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "web", null, status, null)
                .state("web", "s2", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.status()).isEqualTo("Outdated");
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(hour(3));
    }

    @Test
    void should_be_not_evaluated_when_the_newest_commit_has_evaluations_of_others_only() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "db", "db3")
                .packageOf("infra", "c3", "web", "p3")
                .state("web", "s2", 5);

        assertThat(rules.verdict().reason()).isEqualTo("not-evaluated");
    }

    @Test
    void should_be_not_evaluated_when_it_runs_a_newer_commit_than_the_evaluated_one() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "s", hash("c2"), 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,not-evaluated,revision,c2,c1,c3,1,2026-01-01T03:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_count_from_the_evaluated_commit_when_what_runs_is_unknown() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", null)
                .evaluation("infra", "c3", "web", null, "queued", null)
                .state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,evaluation-pending,name,,c1,c3,2,2026-01-01T02:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s");
    }

    @Test
    void should_be_deployed_at_the_latest_state_and_seen_at_the_heartbeat_when_that_is_later() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .state("web", "s", hash("c1"), 5)
                .state("web", "s", hash("c3"), 7)
                .heartbeat("web", 6)
                .heartbeat("web", 8);

        Verdict verdict = rules.verdict();

        assertThat(verdict.runningCommit()).isEqualTo(hash("c3"));
        assertThat(verdict.deployedAt()).isEqualTo(hour(7));
        assertThat(verdict.lastSeenAt()).isEqualTo(hour(8));
    }

    @Test
    void should_be_seen_at_the_latest_state_when_the_heartbeats_are_older() {
        rules.fleetOfThreeCommits().system("web", "infra").state("web", "s", 7).heartbeat("web", 6);

        assertThat(rules.verdict().lastSeenAt()).isEqualTo(hour(7));
    }
}
