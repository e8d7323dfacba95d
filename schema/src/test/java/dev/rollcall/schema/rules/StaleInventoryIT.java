// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.rules.RulesExtension.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An inventory is stale if its newest fact, of any kind and host, is older than a day. */
class StaleInventoryIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_be_stale_when_it_is_empty() {
        assertThat(rules.findings())
                .containsExactly(new Finding("stale-inventory", "inventory", "the inventory is empty", null));
    }

    @ParameterizedTest
    @CsvSource({"33.999, false", "34, false", "34.001, true"})
    void should_be_stale_when_its_newest_fact_is_older_than_the_threshold(double asOf, boolean isStale) {
        rules.fleet().flake("infra").commit("infra", "c1", 1).commit("infra", "c2", 10);

        assertThat(staleAsOf(asOf).size()).isEqualTo(isStale ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit",
                "completed evaluation",
                "scheduled evaluation",
                "state of a system",
                "state of a stranger",
                "heartbeat of a system",
                "heartbeat of an inactive system",
                "heartbeat of a stranger"
            })
    void should_be_fresh_when_a_fact_of_any_kind_is_new(String kind) {
        rules.fleet()
                .flake("infra")
                .commit("infra", "c1", 1)
                .evaluation("infra", "c1", "gone", null)
                .system("gone", "infra")
                .inactive("gone")
                .state("gone", "s", 1)
                .heartbeat("gone", 1);
        assertThat(staleAsOf(30))
                .containsExactly(
                        new Finding("stale-inventory", "inventory", "nothing since 2026-01-01T01:00:00Z", null));

        record(kind, 29);

        assertThat(staleAsOf(30)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit",
                "completed evaluation",
                "scheduled evaluation",
                "state of a system",
                "state of a stranger",
                "heartbeat of a system"
            })
    void should_be_stale_when_new_facts_are_from_the_future(String kind) {
        rules.fleet().flake("infra").commit("infra", "c1", 1);

        record(kind, 31);

        assertThat(staleAsOf(30)).hasSize(1);
    }

    @Test
    void should_treat_a_day_as_24_hours_when_the_clocks_of_the_session_change() {
        rules.dsl()
                .execute(
                        "insert into inventory.heartbeats (hostname, \"timestamp\") values ('web', '2026-03-07T12:00:00Z')");
        rules.dsl().execute("set local timezone to 'America/New_York'");

        assertThat(
                        rules.dsl()
                                .fetch(
                                        "select finding from inventory.find_findings('2026-03-08T12:00:00Z', '2026-03-08T12:00:00Z')"))
                .isEmpty();
    }

    private void record(String kind, double hour) {
        switch (kind) {
            case "commit" -> rules.fleet().commit("infra", "c2", hour);
            case "completed evaluation" -> rules.fleet().evaluation("infra", "c1", "web", null, "build-complete", hour);
            case "scheduled evaluation" -> rules.fleet().scheduled("infra", "c1", "web", "queued", hour);
            case "state of a system" -> rules.fleet().system("web", null).state("web", "s", hour);
            case "state of a stranger" -> rules.fleet().state("stranger", "s", hour);
            case "heartbeat of a system" -> rules.fleet().system("web", null).heartbeat("web", hour);
            case "heartbeat of an inactive system" -> rules.fleet().heartbeat("gone", hour);
            case "heartbeat of a stranger" -> rules.fleet().heartbeat("stranger", hour);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private List<Finding> staleAsOf(double asOf) {
        return rules.findings(hour(asOf), hour(asOf)).stream()
                .filter(finding -> finding.finding().equals("stale-inventory"))
                .toList();
    }
}
