// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An alias is only the evaluation name of a system. */
class AliasRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @ParameterizedTest
    @EnumSource
    void should_take_the_evaluations_of_the_alias_and_not_of_the_hostname_when_there_is_one(Matching matching) {
        rules.fleetOfThreeCommits()
                .system("web.example.org", "infra")
                .alias("web.example.org", "web")
                .evaluation("infra", "c2", "web", null)
                .evaluation("infra", "c3", "web.example.org", null)
                .state("web.example.org", "s", 5);

        Verdict verdict = rules.verdict(matching);

        assertThat(verdict.evaluatedCommit()).isEqualTo(hash("c2"));
        assertThat(verdict.reason()).isEqualTo("not-evaluated");
    }

    @Test
    void should_take_the_newest_outcome_from_the_alias_when_there_is_one() {
        rules.fleetOfThreeCommits()
                .system("web.example.org", "infra")
                .alias("web.example.org", "web")
                .evaluation("infra", "c3", "web", null, "failed", null)
                .state("web.example.org", "s", hash("c2"), 5);

        assertThat(rules.verdict().reason()).isEqualTo("evaluation-failed");
    }

    @Test
    void should_be_unrecognised_closure_by_the_store_paths_of_the_alias_when_there_is_one() {
        rules.fleetOfThreeCommits()
                .system("web.example.org", "infra")
                .alias("web.example.org", "web")
                .evaluation("infra", "c3", "web", "s3")
                .state("web.example.org", "by-hand", 5);

        assertThat(rules.verdict().reason()).isEqualTo("unrecognised-closure");
    }

    @Test
    void should_find_states_and_heartbeats_by_the_hostname_when_there_is_an_alias() {
        rules.fleetOfThreeCommits()
                .system("web.example.org", "infra")
                .alias("web.example.org", "web")
                .state("web", "s", 5)
                .heartbeat("web", 6);

        Verdict verdict = rules.verdict();

        assertThat(verdict.reason()).isEqualTo("never-deployed");
        assertThat(verdict.lastSeenAt()).isNull();
    }

    @Test
    void should_share_the_evaluations_when_the_alias_is_another_hostname() {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .system("web-standby", "infra")
                .alias("web-standby", "web")
                .evaluation("infra", "c3", "web", "s3")
                .state("web", "s3", 5)
                .state("web-standby", "s3", 5);

        assertThat(rules.verdicts(Matching.EVIDENCE))
                .extracting(Verdict::hostname, Verdict::reason, Verdict::evaluatedCommit)
                .containsExactly(
                        tuple("web", "runs-newest", hash("c3")), tuple("web-standby", "runs-newest", hash("c3")));
    }

    @ParameterizedTest
    @EnumSource
    void should_show_the_alias_when_there_is_one(Matching matching) {
        rules.fleet().system("db", null).system("web.example.org", null).alias("web.example.org", "web");

        assertThat(rules.assess(matching).getValues(ASSESS_SYSTEMS.ALIAS)).containsExactly(null, "web");
    }
}
