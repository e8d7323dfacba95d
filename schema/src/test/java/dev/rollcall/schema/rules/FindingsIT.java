// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.closure;
import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.rules.RulesExtension.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each finding on the smallest inventory that has it, and what is not one beside it. */
class FindingsIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_find_nothing_when_all_is_well() {
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

        assertThat(rules.findings())
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
    void should_not_find_a_name_mismatch_when_an_alias_mends_it() {
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

        assertThat(rules.findings()).extracting(Finding::finding).containsExactly("name-mismatch");
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

        assertThat(rules.findings())
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
    void should_offer_the_whole_hash_when_a_pin_is_a_prefix_of_one_commit_only(
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
    void should_find_a_future_state_when_it_lies_after_the_instant_and_after_the_time_of_looking(
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
                        "says revision " + hash("c1") + ", whose closure is " + closure("s1") + "; it runs "
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
    @CsvSource({"10.001, 9", "1, 10.001"})
    void should_not_find_a_differing_closure_when_the_commit_or_its_evaluation_is_from_the_future(
            double commit, double completed) {
        healthy()
                .commit("infra", "c2", commit)
                .system("web", "infra")
                .evaluation("infra", "c1", "web", null)
                .evaluation("infra", "c2", "web", "s2", "build-complete", completed)
                .state("web", "tinkered", hash("c2"), 5);

        assertThat(rules.findings()).isEmpty();
    }

    @Test
    void should_not_find_a_differing_closure_when_a_later_state_mended_it() {
        healthy()
                .system("web", "infra")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "tinkered", hash("c1"), 5)
                .state("web", "s1", hash("c1"), 6);

        assertThat(rules.findings()).isEmpty();
    }

    private Fleet healthy() {
        return rules.fleet().flake("infra").commit("infra", "c1", 1);
    }
}
