// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The truth table of Up to Date: each reason, and the result of the original rule. */
class ReasonsUpToDateIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_be_runs_newest_when_the_running_commit_is_the_newest() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s3", 5);

        assertReasons("runs-newest", "evaluated-newest");
    }

    @Test
    void should_be_evaluated_newest_when_what_runs_is_unknown_and_the_newest_commit_is_evaluated() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .evaluation("infra", "c3", "web", null)
                .state("web", "s", 5);

        assertReasons("evaluated-newest", "evaluated-newest");
    }

    @Test
    void should_be_runs_pin_when_the_running_commit_is_the_pinned_one() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .pin("web", "c2")
                .evaluation("infra", "c2", "web", "s2")
                .state("web", "s2", 5);

        assertReasons("runs-pin", "not-evaluated");
    }

    @Test
    void should_be_held_when_it_is_pinned_without_a_target_and_runs_a_known_commit() {
        rules.fleetOfThreeCommits().system("web", "infra").held("web").state("web", "s", hash("c1"), 5);

        assertReasons("held", "no-successful-evaluation");
        assertThat(rules.verdict().commitsBehind()).isZero();
        assertThat(rules.verdict().behindSince()).isNull();
    }

    @Test
    void should_be_held_when_what_runs_is_unknown_and_a_commit_is_evaluated() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .held("web")
                .evaluation("infra", "c1", "web", null)
                .state("web", "s", 5);

        assertReasons("held", "not-evaluated");
    }

    @Test
    void should_not_be_held_when_what_it_runs_is_unrecognised() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .held("web")
                .evaluation("infra", "c1", "web", "s1")
                .state("web", "by-hand", 5);

        assertReasons("unrecognised-closure", "not-evaluated");
    }

    @Test
    void should_follow_the_pin_when_it_is_held_too() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .held("web")
                .pin("web", "c2")
                .state("web", "s", hash("c1"), 5);

        assertReasons("awaiting-pin", "no-successful-evaluation");
    }

    private void assertReasons(String byEvidence, String byName) {
        assertThat(rules.verdict(Matching.EVIDENCE).reason()).isEqualTo(byEvidence);
        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo(byName);
    }
}
