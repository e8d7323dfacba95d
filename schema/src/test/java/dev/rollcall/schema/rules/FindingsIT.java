// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.closure;
import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.rules.RulesExtension.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each finding on the smallest inventory that has it, and similar cases without one. */
class FindingsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_have_no_findings_when_there_is_no_problem() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 1)
                .system("web", "infra")
                .pin("web", "c1")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "s1", hash("c1"), 5);

        assertThat(rules.findings()).isEmpty();
    }

    @Test
    void should_find_a_host_that_reports_unregistered() {
        rules.fleet().system("web", null).inactive("web").state("web", "s", 4).state("stranger", "s", 5);

        assertThat(rules.findings())
                .containsExactly(
                        new Finding("reports-unregistered", "stranger", "last reported 2026-01-01T05:00:00Z", null));
    }

    @Test
    void should_find_a_system_without_a_flake_when_it_is_active() {
        rules.fleet().system("web", null).system("gone", null).inactive("gone").heartbeat("web", 9);

        assertThat(rules.findings()).containsExactly(new Finding("no-flake", "web", null, null));
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "10.001, 1"})
    void should_find_a_flake_without_commits_when_none_is_recorded_yet(double commit, int findings) {
        rules.fleet().flake("infra").commit("infra", "c1", commit).heartbeat("web", 9);

        assertThat(of("flake-without-commits"))
                .hasSize(findings)
                .allMatch(new Finding("flake-without-commits", "infra", null, null)::equals);
    }

    @Test
    void should_find_a_name_mismatch_when_the_flake_evaluates_only_others() {
        healthy().system("web", "infra").evaluation("infra", "c1", "db", null).system("db", "infra");

        assertThat(rules.findings())
                .containsExactly(new Finding("name-mismatch", "web", "flake infra has no evaluation named web", null));
    }

    @Test
    void
            should_not_find_a_name_mismatch_when_the_evaluation_failed_or_the_flake_evaluates_nobody_or_nobody_is_active() {
        healthy()
                .evaluation("infra", "c1", "web", null, "failed", null)
                .system("web", "infra")
                .system("gone", "infra")
                .inactive("gone")
                .flake("other")
                .commit("other", "d1", 1)
                .packageOf("other", "d1", "hello", null)
                .system("db", "other");

        assertThat(rules.findings()).isEmpty();
    }

    @Test
    void should_not_find_a_name_mismatch_when_an_alias_settles_it() {
        healthy().evaluation("infra", "c1", "web", null).system("web.example.org", "infra");
        assertThat(rules.findings()).extracting(Finding::finding).containsExactly("name-mismatch");

        rules.fleet().alias("web.example.org", "web");

        assertThat(rules.findings()).isEmpty();
    }

    @Test
    void should_find_a_name_mismatch_when_the_evaluation_of_another_flake_or_of_the_future_has_the_name() {
        healthy()
                .commit("infra", "c2", 11)
                .flake("other")
                .commit("other", "d1", 1)
                .evaluation("infra", "c1", "db", null)
                .evaluation("infra", "c1", "web", null, "complete", 10.001)
                .evaluation("infra", "c2", "web", null, "complete", 9.0)
                .evaluation("other", "d1", "web", null)
                .system("web", "infra");

        assertThat(of("name-mismatch")).extracting(Finding::subject).containsExactly("web");
    }

    @ParameterizedTest
    @CsvSource({"c1, infra, 1, 0", "c2, infra, 10, 0", "c2, infra, 10.001, 1", "c2, other, 1, 1"})
    void should_find_an_unknown_pin_when_the_flake_does_not_have_the_commit(
            String pin, String flakeOfC2, double hourOfC2, int findings) {
        healthy()
                .flake("other")
                .commit("other", "d1", 1)
                .commit(flakeOfC2, "c2", hourOfC2)
                .system("web", "infra")
                .pin("web", pin);

        assertThat(of("unknown-pin"))
                .hasSize(findings)
                .allMatch(new Finding("unknown-pin", "web", "flake infra has no commit " + hash(pin), null)::equals);
    }

    @Test
    void should_not_find_an_unknown_pin_when_the_system_is_inactive_or_has_no_flake() {
        healthy()
                .system("gone", "infra")
                .pin("gone", "c9")
                .inactive("gone")
                .system("web", null)
                .pin("web", "c9");

        assertThat(rules.findings()).extracting(Finding::finding).containsExactly("no-flake");
    }

    @ParameterizedTest
    @CsvSource({"c100000, c1", "C100000, c1", "c10000, ", "c200000, "})
    void should_suggest_the_full_hash_when_a_pin_is_a_prefix_of_one_commit_only(
            String prefix, @Nullable String offered) {
        healthy().commit("infra", "c2", 1).commit("infra", "c2000000001", 1).system("web", "infra");
        rules.dsl().execute("update inventory.systems set pinned_commit = ?", prefix);

        assertThat(rules.findings())
                .extracting(Finding::resembles)
                .containsExactly(offered == null ? null : hash(offered));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 10, 10, 0",
        "10, 10, 10, 0",
        "10.001, 10, 10, 1",
        "20, 10, 20, 0",
        "20.001, 10, 20, 1",
        "15, 20, 10, 0"
    })
    void should_find_a_future_state_when_it_is_after_both_the_assessment_and_the_search(
            double state, double asOf, double foundAt, int findings) {
        healthy().system("web", null).state("web", "s", 1).state("web", "s", state);

        assertThat(rules.findings(hour(asOf), hour(foundAt)))
                .filteredOn(finding -> finding.finding().equals("future-state"))
                .hasSize(findings)
                .allMatch(new Finding("future-state", "web", "a state of " + hour(state), null)::equals);
    }

    @Test
    void should_find_a_closure_that_differs_from_its_revision() {
        healthy().system("web", "infra").evaluation("infra", "c1", "web", "s1").state("web", "tinkered", hash("c1"), 5);

        assertThat(rules.findings())
                .containsExactly(new Finding(
                        "closure-differs-from-revision",
                        "web",
                        "reports revision " + hash("c1") + ", whose closure is " + closure("s1") + "; it runs "
                                + closure("tinkered"),
                        null));
    }

    @ParameterizedTest
    @CsvSource({"s1, s1, ''", "tinkered, s1, -dirty", "tinkered, , ''"})
    void should_not_find_a_differing_closure_when_it_does_not_differ_or_there_is_nothing_to_compare_it_with(
            String runs, @Nullable String builds, String suffix) {
        healthy()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", builds)
                .evaluation("infra", "c1", "other", "another")
                .state("web", runs, hash("c1") + suffix, 5);

        assertThat(rules.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"dry-run-complete, , 0", "failed, , 1", "dry-run-complete, s2, 1"})
    void should_find_a_differing_closure_only_when_no_recipe_of_the_commit_can_build_it(
            String status, @Nullable String builds, int findings) {
        healthy()
                .system("web", "infra")
                .recipe("infra", "c1", "web", "r1", "s1", "build-complete")
                .state("web", "tinkered", hash("c1"), 5);
        if (status.equals("failed")) {
            rules.fleet().evaluation("infra", "c1", "web", builds, status, null);
        } else {
            rules.fleet().recipe("infra", "c1", "web", "r2", builds, status);
        }

        assertThat(of("closure-differs-from-revision")).hasSize(findings);
    }

    @ParameterizedTest
    @CsvSource({"10.001, 9", "1, 10.001"})
    void should_not_find_a_differing_closure_when_the_commit_or_its_evaluation_is_from_the_future(
            double commit, double completed) {
        healthy()
                .commit("infra", "c2", commit)
                .system("web", "infra")
                .evaluation("infra", "c1", "web", null)
                .evaluation("infra", "c2", "web", "s2", "build-complete", completed)
                .state("web", "tinkered", hash("c2"), 5);

        assertThat(of("closure-differs-from-revision")).isEmpty();
    }

    @Test
    void should_not_find_a_differing_closure_when_a_later_state_resolved_it() {
        healthy()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "tinkered", hash("c1"), 5)
                .state("web", "s1", hash("c1"), 6);

        assertThat(rules.findings()).isEmpty();
    }

    @Test
    void should_find_a_differing_closure_when_the_revision_is_short_and_in_capitals() {
        healthy().system("web", "infra").evaluation("infra", "c1", "web", "s1").state("web", "tinkered", "C100000", 5);

        assertThat(of("closure-differs-from-revision"))
                .extracting(Finding::subject)
                .containsExactly("web");
    }

    @Test
    void should_find_an_unknown_pin_when_the_pinned_commit_was_withdrawn() {
        rewritten().system("web", "infra").pin("web", "c2");

        assertThat(of("unknown-pin"))
                .containsExactly(new Finding(
                        "unknown-pin",
                        "web",
                        "commit " + hash("c2") + " is no longer on the branch of flake infra",
                        null));
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "5, 0", "8, 0"})
    void should_find_withdrawn_commits_when_the_branch_was_rewritten_since_the_baseline(double baseline, int findings) {
        rewritten();

        assertThat(rules.findingsSince(hour(baseline)).stream()
                        .filter(finding -> finding.finding().equals("withdrawn-commits")))
                .hasSize(findings)
                .allMatch(new Finding(
                        "withdrawn-commits",
                        "infra",
                        "1 commit withdrawn, the last one " + hash("c2") + ", on 2026-01-01T05:00:00Z",
                        null)::equals);
    }

    @Test
    void should_not_find_withdrawn_commits_when_they_returned_or_there_is_no_baseline() {
        healthy().commit("infra", "c2", 2).imported("infra", 4, "c1", "c2").imported("infra", 5, "c1");
        assertThat(of("withdrawn-commits")).isEmpty();

        rules.fleet().imported("infra", 6, "c1", "c2");

        assertThat(rules.findingsSince(hour(4))).extracting(Finding::finding).doesNotContain("withdrawn-commits");
    }

    @Test
    void should_count_a_commit_once_when_it_was_withdrawn_twice() {
        rewritten().imported("infra", 6, "c1", "c2").imported("infra", 7, "c1");

        assertThat(rules.findingsSince(hour(4)))
                .extracting(Finding::detail)
                .contains("2 commits withdrawn, the last one " + hash("c2") + ", on 2026-01-01T07:00:00Z");
    }

    @Test
    void should_find_a_future_commit_when_it_waits_for_its_date() {
        healthy().commit("infra", "c2", 500_000);

        assertThat(of("future-commit"))
                .containsExactly(new Finding(
                        "future-commit", "infra", "commit " + hash("c2") + " is dated " + hour(500_000), null));
    }

    @ParameterizedTest
    @CsvSource({"c2, 1", "c1, 0"})
    void should_find_a_future_commit_on_a_line_when_it_is_the_newest(String future, int findings) {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", future.equals("c1") ? 500_000 : 1)
                .commit("infra", "c2", future.equals("c2") ? 500_000 : 2)
                .imported("infra", 4, "c1", "c2");

        assertThat(of("future-commit")).hasSize(findings);
    }

    @Test
    void should_find_a_quiet_feed_when_one_kind_of_fact_is_older_than_its_threshold_and_others_are_not() {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 1)
                .system("web", "infra")
                .state("web", "s", 100)
                .heartbeat("web", 90);

        assertThat(rules.findings(hour(115), hour(115)))
                .containsExactly(new Finding("quiet-feed", "heartbeats", "none since " + hour(90), null));
    }

    @Test
    void should_not_find_a_quiet_feed_when_there_was_never_such_a_fact() {
        healthy().system("web", "infra").state("web", "s", 5);

        assertThat(of("quiet-feed")).isEmpty();
    }

    @Test
    void should_find_quiet_heartbeats_only_among_registered_systems() {
        healthy()
                .system("web", "infra")
                .state("web", "s", 100)
                .heartbeat("web", 1)
                .heartbeat("stranger", 114);

        assertThat(rules.findings(hour(115), hour(115)))
                .extracting(Finding::finding)
                .doesNotContain("quiet-feed");
    }

    @Test
    void should_find_a_name_mismatch_and_no_quiet_feed_when_only_a_commit_of_long_ago_evaluates_anything() {
        Fleet fleet = rules.fleet().flake("infra").system("web", "infra");
        for (int i = 10; i <= 70; i++) {
            fleet.commit("infra", "c" + i, i / 10.0);
        }
        fleet.evaluation("infra", "c10", "hosts.web", null, "complete", 9.0);

        assertThat(of("name-mismatch"))
                .containsExactly(
                        new Finding("name-mismatch", "web", "flake infra has no evaluation named web", "hosts.web"));
        assertThat(rules.findings(hour(24 * 30 + 8), hour(24 * 30 + 8)))
                .filteredOn(finding -> finding.finding().equals("quiet-feed"))
                .extracting(Finding::subject)
                .containsExactly("commits");
    }

    private List<Finding> of(String kind) {
        return rules.findings().stream()
                .filter(finding -> finding.finding().equals(kind))
                .toList();
    }

    /** c2 was withdrawn at hour 5, and c3 replaced it. */
    private Fleet rewritten() {
        return healthy()
                .commit("infra", "c2", 2)
                .imported("infra", 4, "c1", "c2")
                .commit("infra", "c3", 3)
                .imported("infra", 5, "c1", "c3");
    }

    private Fleet healthy() {
        return rules.fleet().flake("infra").commit("infra", "c1", 1);
    }
}
