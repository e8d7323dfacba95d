// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static dev.rollcall.schema.oracle.Fleet.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory.SystemRow;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inventories that are easy to get wrong. */
class OracleTrapsTest {

    @Test
    void should_count_an_evaluation_from_its_commit_when_it_has_no_times() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluation("c2", "web", "complete", "/s2", null)
                .evaluation("c1", "web", "complete", "/s1", at(90))
                .runs("web", "/s2", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.runningCommit()).isEqualTo("c2");
        assertThat(verdict.evaluatedCommit()).isEqualTo("c2");
    }

    @ParameterizedTest
    @CsvSource({"100, evaluation-pending", "101, not-evaluated"})
    void should_count_an_evaluation_from_its_schedule_when_it_is_not_completed(int scheduled, String reason) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .queued("c3", "web", at(scheduled))
                .runs("web", "/s", "c2");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void should_keep_to_the_own_flake_when_another_evaluates_the_same_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("d1", 2, at(60))
                .system("web")
                .evaluatedWithoutStorePath("c2", "web")
                .evaluatedWithoutStorePath("d1", "web")
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.evaluatedCommit()).isEqualTo("c2");
        assertThat(verdict.newestCommit()).isEqualTo("c3");
    }

    @Test
    void should_run_the_newest_when_the_newest_commit_changes_nothing_for_the_system() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluated("c1", "web", "/same")
                .evaluated("c3", "web", "/same")
                .evaluated("c2", "web", "/same")
                .runs("web", "/same", "c1");

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-newest");
        assertThat(verdict.runningCommit()).isEqualTo("c3");
    }

    @Test
    void should_recognise_a_store_path_when_its_evaluation_failed_under_another_name() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluation("c2", "elsewhere", "failed", "/s2", at(40))
                .runs("web", "/s2", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.basis()).isEqualTo("store-path");
        assertThat(verdict.runningCommit()).isEqualTo("c2");
    }

    @Test
    void should_take_the_higher_id_when_two_commits_have_the_same_time() {
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("c4", 1, at(30))
                .system("web")
                .evaluated("c3", "web", "/s3")
                .runs("web", "/s3", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.newestCommit()).isEqualTo("c4");
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(at(30));
    }

    @Test
    void should_take_the_greater_store_path_when_two_states_have_the_same_time() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .runs("web", "/b", "c1", at(60))
                .runs("web", "/a", "c3", at(60))
                .runs("web", "/c", "c2", at(50));

        Verdict verdict = fleet.verdict();

        assertThat(verdict.storePath()).isEqualTo("/b");
        assertThat(verdict.runningCommit()).isEqualTo("c1");
    }

    @Test
    void should_not_see_rows_when_they_are_from_the_future() {
        Instant future = at(100).plusSeconds(1);
        Fleet fleet = Fleet.ofThreeCommits()
                .commit("c4", 1, future)
                .system("web")
                .evaluated("c2", "web", "/s2")
                .evaluation("c3", "web", "failed", null, future)
                .evaluation("c4", "web", "complete", "/s2", at(40))
                .runs("web", "/s2", null)
                .runs("web", "/s4", "c4", future)
                .heartbeat("web", future);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.csv())
                .isEqualTo("web,infra,Outdated,not-evaluated,store-path,c2,c2,c3,1,"
                        + "2026-01-05T00:30:00Z,2026-01-05T00:50:00Z,2026-01-05T00:50:00Z,false,/s2");
    }

    @Test
    void should_see_rows_when_they_are_recorded_at_exactly_that_time() {
        Fleet fleet = Fleet.withoutCommits()
                .commit("c1", 1, at(100))
                .system("web")
                .evaluation("c1", "web", "complete", "/s1", at(100))
                .runs("web", "/s1", null, at(100));

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("runs-newest");
    }

    @Test
    void should_ignore_derivations_when_they_are_packages_or_have_no_commit() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .evaluation("package", "c3", "web", "complete", "/s", at(40))
                .evaluation("nixos", null, "web", "complete", "/s", at(40))
                .runs("web", "/s", null);

        Verdict verdict = fleet.verdict();

        assertThat(verdict.reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_assess_active_systems_only_and_tell_hostnames_apart_by_case() {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .system("Web")
                .system(new SystemRow("gone", 1, null, null, false, null, false, null))
                .runs("web", "/s", "c3")
                .runs("unregistered", "/s", "c3");

        assertThat(fleet.assess(Matching.EVIDENCE))
                .extracting(Verdict::hostname, Verdict::status)
                .containsExactly(tuple("Web", "Offline"), tuple("web", "Up to Date"));
    }

    @Test
    void should_order_by_code_point_when_collations_and_utf_16_would_differ() {
        Fleet fleet = Fleet.withoutCommits();
        for (String hostname : new String[] {"\uD83D\uDE80", "web1", "\uFF57eb", "web-2", "Zeta", "web"}) {
            fleet.system(hostname);
        }

        assertThat(fleet.assess(Matching.EVIDENCE))
                .extracting(Verdict::hostname)
                .containsExactly("Zeta", "web", "web-2", "web1", "\uFF57eb", "\uD83D\uDE80");
    }

    @ParameterizedTest
    @CsvSource({"69, true, 69", "70, false, 70", "71, false, 71", "40, true, 50"})
    void should_be_silent_when_the_newest_heartbeat_is_older_than_the_threshold(
            int heartbeat, boolean silent, int lastSeen) {
        Fleet fleet = Fleet.ofThreeCommits()
                .system("web")
                .runs("web", "/s", "c3")
                .heartbeat("web", at(heartbeat))
                .heartbeat("web", at(30));

        Verdict verdict = fleet.verdict();

        assertThat(verdict.silent()).isEqualTo(silent);
        assertThat(verdict.lastSeenAt()).isEqualTo(at(lastSeen));
    }

    @Test
    void should_be_seen_and_silent_when_never_deployed_but_heard_from() {
        Fleet fleet = Fleet.ofThreeCommits().system("web").heartbeat("web", at(10));

        Verdict verdict = fleet.verdict();

        assertThat(verdict.status()).isEqualTo("Offline");
        assertThat(verdict.silent()).isTrue();
        assertThat(verdict.lastSeenAt()).isEqualTo(at(10));
    }

    @Test
    void should_quote_csv_fields_only_when_needed() {
        Verdict verdict = new Verdict(
                "a,\"b\"",
                null,
                "Up to Date",
                "runs-newest",
                "revision",
                "c1",
                null,
                "c1",
                0,
                null,
                at(1),
                at(2),
                true,
                "/s",
                "x",
                "ops",
                "c9",
                "alias",
                "error",
                true,
                at(0));

        assertThat(verdict.csv())
                .isEqualTo("\"a,\"\"b\"\"\",,Up to Date,runs-newest,revision,c1,,c1,0,,"
                        + "2026-01-05T00:01:00Z,2026-01-05T00:02:00Z,true,/s");
        assertThat(verdict.wholeCsv()).isEqualTo(verdict.csv() + ",true,2026-01-05T00:00:00Z");
    }
}
