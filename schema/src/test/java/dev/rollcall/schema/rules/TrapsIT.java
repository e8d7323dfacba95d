// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static dev.rollcall.schema.jooq.inventory.Tables.SYSTEM_FACTS;
import static dev.rollcall.schema.rules.Verdicts.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inventories that are easy to get wrong. */
class TrapsIT {

    private static final double JUST_AFTER_NOW = RulesExtension.NOW + 1 / 3600.0;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_find_the_evaluated_commit_when_descending_order_would_put_nulls_first() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .evaluation("infra", "c2", "web", "s2", "build-complete", 2.5)
                .scheduled("infra", "c3", "web", "queued", 3.5)
                .state("web", "s2", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.runningCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.evaluatedCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.reason()).isEqualTo("evaluation-pending");
    }

    @ParameterizedTest
    @CsvSource({"c3,", "c2, 3"})
    void should_find_the_first_newer_commit_when_older_ones_build_the_same(String newest, @Nullable Integer newerAt) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "same")
                .evaluation("infra", newest, "web", "same")
                .state("web", "same", 5);

        OffsetDateTime firstNewerAt = rules.dsl()
                .select(SYSTEM_FACTS.FIRST_NEWER_AT)
                .from(SYSTEM_FACTS.call(
                        hour(RulesExtension.NOW).atOffset(ZoneOffset.UTC), Matching.EVIDENCE, null, null, null))
                .fetchOne(SYSTEM_FACTS.FIRST_NEWER_AT);

        assertThat(firstNewerAt)
                .isEqualTo(newerAt == null ? null : hour(newerAt).atOffset(ZoneOffset.UTC));
    }

    @Test
    void should_keep_to_the_own_flake_when_another_evaluates_the_same_name() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 9)
                .system("web", "infra")
                .evaluation("infra", "c2", "web", null)
                .evaluation("other", "d1", "web", null)
                .state("web", "s", 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.evaluatedCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.newestCommit()).isEqualTo(hash("c3"));
    }

    @Test
    void should_give_one_row_per_system_when_many_evaluations_have_its_store_path() {
        rules.fleetOfThreeCommits()
                .commit("other", "d1", 4)
                .system("web", "infra")
                .system("db", "other")
                .evaluation("infra", "c2", "web", "same")
                .evaluation("infra", "c2", "db", "same")
                .evaluation("infra", "c3", "web", "same")
                .evaluation("other", "d1", "web", "same")
                .state("web", "same", 5)
                .state("db", "same", 5);

        assertThat(rules.verdicts(Matching.EVIDENCE))
                .extracting(Verdict::hostname, Verdict::runningCommit)
                .containsExactly(tuple("db", hash("d1")), tuple("web", hash("c3")));
    }

    @Test
    void should_take_the_later_imported_when_two_commits_have_the_same_time() {
        rules.fleetOfThreeCommits()
                .commit("infra", "c4", 3)
                .system("web", "infra")
                .state("web", "s", hash("c3"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.newestCommit()).isEqualTo(hash("c4"));
        assertThat(verdict.commitsBehind()).isEqualTo(1);
        assertThat(verdict.behindSince()).isEqualTo(hour(3));
    }

    @Test
    void should_order_by_time_when_an_older_commit_was_imported_later() {
        rules.fleetOfThreeCommits()
                .commit("infra", "c0", 0.5)
                .system("web", "infra")
                .state("web", "s", hash("c0"), 5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.newestCommit()).isEqualTo(hash("c3"));
        assertThat(verdict.commitsBehind()).isEqualTo(3);
    }

    @Test
    void should_take_the_greater_store_path_when_two_states_have_the_same_time() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .state("web", "b", hash("c1"), 5)
                .state("web", "a", hash("c3"), 5);

        assertThat(rules.verdict().runningCommit()).isEqualTo(hash("c1"));
    }

    @Test
    void should_not_see_rows_when_they_are_from_the_future() {
        rules.fleetOfThreeCommits()
                .commit("infra", "c4", JUST_AFTER_NOW)
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "s2")
                .evaluation("infra", "c3", "web", "s2", "build-complete", JUST_AFTER_NOW)
                .evaluation("infra", "c4", "web", "s2", "build-complete", 4.0)
                .state("web", "s2", 5)
                .state("web", "s4", hash("c4"), JUST_AFTER_NOW)
                .heartbeat("web", JUST_AFTER_NOW);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Outdated,not-evaluated,store-path,c2,c2,c3,1,2026-01-01T03:00:00Z,"
                        + "2026-01-01T05:00:00Z,2026-01-01T05:00:00Z,false,s2");
    }

    @Test
    void should_see_rows_when_they_are_recorded_at_exactly_that_time() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 10)
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1", "build-complete", 10.0)
                .state("web", "s1", 10)
                .heartbeat("web", 10);

        Verdict verdict = rules.verdict();

        assertThat(line(verdict))
                .isEqualTo("web,infra,Up to Date,runs-newest,store-path,c1,c1,c1,0,,"
                        + "2026-01-01T10:00:00Z,2026-01-01T10:00:00Z,false,s1");
    }

    @ParameterizedTest
    @CsvSource({"10, evaluation-pending", "10.001, not-evaluated"})
    void should_count_an_evaluation_from_its_schedule_when_it_is_not_completed(double scheduled, String reason) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .scheduled("infra", "c3", "web", "queued", scheduled)
                .state("web", "s", hash("c2"), 5);

        assertThat(rules.verdict().reason()).isEqualTo(reason);
    }

    @Test
    void should_leave_out_a_system_when_it_is_inactive() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .system("gone", "infra")
                .inactive("gone")
                .state("gone", "s", hash("c3"), 5);

        assertThat(rules.verdicts(Matching.EVIDENCE))
                .extracting(Verdict::hostname)
                .containsExactly("web");
    }

    @Test
    void should_leave_out_a_host_when_it_is_not_registered() {
        rules.fleetOfThreeCommits().state("stranger", "s", hash("c3"), 5);

        assertThat(rules.verdicts(Matching.EVIDENCE)).isEmpty();
    }

    @Test
    void should_stay_up_to_date_when_the_newest_commit_changes_nothing_for_it() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c2", "web", "same")
                .evaluation("infra", "c3", "web", "same")
                .state("web", "same", hash("c2"), 2.5);

        Verdict verdict = rules.verdict();

        assertThat(verdict.status()).isEqualTo("Up to Date");
        assertThat(verdict.runningCommit()).isEqualTo(hash("c3"));
    }

    @Test
    void should_distinguish_hostnames_that_differ_in_case_only() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .system("Web", "infra")
                .state("web", "s", hash("c3"), 5);

        assertThat(rules.verdicts(Matching.EVIDENCE))
                .extracting(Verdict::hostname, Verdict::status)
                .containsExactly(tuple("Web", "Offline"), tuple("web", "Up to Date"));
    }
}
