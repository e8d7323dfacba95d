// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.oracle.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Silent is shown beside the status: it has sent heartbeats, but none within four hours. */
class SilenceRulesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @ParameterizedTest
    @CsvSource({"6.001, false", "6, false", "5.999, true"})
    void should_be_silent_when_its_newest_heartbeat_is_older_than_the_threshold(double heartbeat, boolean silent) {
        rules.fleetOfThreeCommits()
                .system("web", "infra")
                .state("web", "s", hash("c3"), 5)
                .heartbeat("web", 1)
                .heartbeat("web", heartbeat);

        Verdict verdict = rules.verdict();

        assertThat(verdict.silent()).isEqualTo(silent);
        assertThat(verdict.status()).isEqualTo("Up to Date");
    }

    @Test
    void should_not_be_silent_when_it_never_sent_a_heartbeat() {
        rules.fleetOfThreeCommits().system("web", "infra").state("web", "s", hash("c3"), 1);

        assertThat(rules.verdict().silent()).isFalse();
    }

    @Test
    void should_be_silent_when_it_reported_a_state_since_but_no_heartbeat() {
        rules.fleetOfThreeCommits().system("web", "infra").heartbeat("web", 1).state("web", "s", hash("c3"), 9);

        assertThat(rules.verdict().silent()).isTrue();
    }

    @Test
    void should_be_silent_when_it_is_offline() {
        rules.fleetOfThreeCommits().system("web", "infra").heartbeat("web", 1);

        Verdict verdict = rules.verdict();

        assertThat(verdict.status()).isEqualTo("Offline");
        assertThat(verdict.silent()).isTrue();
    }

    // New York put its clocks forward at 07:00 UTC on 2026-03-08, so that its day before noon had 23 hours.
    @ParameterizedTest
    @CsvSource({"2026-03-07T12:00:00Z, false", "2026-03-07T11:59:59Z, true"})
    void should_treat_a_day_as_24_hours_when_the_clocks_of_the_session_change(String heartbeat, boolean silent) {
        rules.fleet().system("web", null);
        rules.dsl()
                .execute(
                        "insert into inventory.heartbeats (hostname, \"timestamp\") values ('web', ?::timestamptz)",
                        heartbeat);
        rules.dsl().execute("set local timezone to 'America/New_York'");

        assertThat(
                        rules.dsl()
                                .fetchValue(
                                        "select silent from inventory.assess_systems('2026-03-08T12:00:00Z', 'evidence', interval '1 day')"))
                .isEqualTo(silent);
    }
}
