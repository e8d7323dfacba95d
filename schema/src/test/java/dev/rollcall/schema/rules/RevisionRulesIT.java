// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.oracle.Verdict;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commit that a reported revision identifies. */
class RevisionRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @ParameterizedTest
    @CsvSource({"6, no-successful-evaluation", "7, runs-newest", "12, runs-newest", "40, runs-newest"})
    void should_take_a_prefix_for_its_commit_when_it_has_at_least_seven_digits(int digits, String reason) {
        runs(hash("c3").substring(0, digits));

        assertThat(rules.verdict().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 40})
    void should_take_it_for_its_commit_when_it_is_in_capitals(int digits) {
        runs(hash("c3").substring(0, digits).toUpperCase(Locale.ROOT));

        Verdict verdict = rules.verdict();

        assertThat(verdict.basis()).isEqualTo("revision");
        assertThat(verdict.runningCommit()).isEqualTo(hash("c3"));
    }

    @Test
    void should_not_take_a_prefix_when_two_commits_begin_with_it() {
        runs("c300000");
        rules.fleet().commit("infra", "c3000001", 0.5);

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_not_take_a_prefix_for_a_commit_of_another_flake_when_it_is_ambiguous_in_its_own() {
        runs("c300000");
        rules.fleet().commit("infra", "c3000001", 0.5).commit("other", "c3000002", 0.5);

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_not_take_a_prefix_when_a_withdrawn_commit_begins_with_it_too() {
        runs("c300000");
        rules.fleet()
                .commit("infra", "c3000001", 0.5)
                .imported("infra", 4, "c3000001", "c1", "c2", "c3")
                .imported("infra", 5, "c1", "c2", "c3");

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_be_withdrawn_when_the_revision_names_a_withdrawn_commit() {
        runs(hash("c3"));
        rules.fleet().imported("infra", 4, "c1", "c2", "c3").imported("infra", 5, "c1", "c2");

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("withdrawn-commit");
        assertThat(verdict.basis()).isEqualTo("revision");
        assertThat(verdict.runningCommit()).isEqualTo(hash("c3"));
    }

    @Test
    void should_ignore_the_revision_when_the_closure_is_another_systems() {
        runs(hash("c3"));
        rules.fleet().evaluation("infra", "c2", "web", null).evaluation("infra", "c1", "db", "s");

        assertThat(rules.verdict().reason()).isEqualTo("other-system");
    }

    @ParameterizedTest
    @ValueSource(ints = {39, 41})
    void should_not_be_unrecognised_revision_when_it_is_not_a_full_hash(int digits) {
        runs("e".repeat(digits));

        assertThat(rules.verdict().reason()).isEqualTo("no-successful-evaluation");
    }

    @Test
    void should_not_recognise_a_revision_when_its_commit_does_not_count_yet() {
        runs(hash("c4"));
        rules.fleet().commit("infra", "c4", 11);

        assertThat(rules.verdict().reason()).isEqualTo("unrecognised-revision");
    }

    private void runs(String revision) {
        rules.fleetOfThreeCommits().system("web", "infra").state("web", "s", revision, 5);
    }
}
