// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.rules.RulesExtension.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Suggestions for a misspelled name: shown with a finding if exactly one name matches best, and never used for a
 * verdict.
 */
class ResemblanceIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @ParameterizedTest
    @CsvSource({
        // except for case
        "WEB1, web1, web1",
        // short and full name, both ways
        "eval04, eval04.ofborg.org, eval04.ofborg.org",
        "eval04.ofborg.org, eval04, eval04",
        "Eval04.ofborg.org, eval04, eval04",
        // the end of an attribute path
        "web1, hosts.web1, hosts.web1",
        "web1, nixos/web1, nixos/web1",
        "Web1, machines.x86_64-linux.web1, machines.x86_64-linux.web1",
        "web1.example.org, hosts.web1.example.org, hosts.web1.example.org",
        "web1.example.org, nixos/web1.example.org, nixos/web1.example.org",
        "web1.example.org, hosts.web1, hosts.web1",
        // another machine's name
        "web1, web10, ",
        "web1, my-web1, ",
        "web1.a.org, web1.b.org, ",
        "example.org.web1, hosts.web1, "
    })
    void should_suggest_an_evaluation_name_when_it_is_similar_to_the_system(
            String hostname, String evaluation, @Nullable String offered) {
        evaluated(evaluation).system(hostname, "infra");

        assertThat(rules.findings())
                .containsExactly(new Finding(
                        "name-mismatch", hostname, "flake infra has no evaluation named " + hostname, offered));
    }

    @ParameterizedTest
    @CsvSource({
        "WEB1, web1, web1",
        "eval04, eval04.ofborg.org, eval04.ofborg.org",
        "eval04.ofborg.org, eval04, eval04",
        "web1.a.org, web1.b.org, ",
        "web1, hosts.web1, ",
        "web1, web10, "
    })
    void should_suggest_a_registered_name_when_it_is_similar_to_the_reporting_host(
            String host, String registered, @Nullable String offered) {
        rules.fleet().system(registered, null).inactive(registered).state(host, "s", 5);

        assertThat(rules.findings())
                .containsExactly(
                        new Finding("reports-unregistered", host, "last reported 2026-01-01T05:00:00Z", offered));
    }

    @ParameterizedTest
    @CsvSource({
        "web1, WEB1, web1.example.org, WEB1",
        "web1, web1.example.org, hosts.web1, web1.example.org",
        "web1.example.org, nixos/web1.example.org, nixos/web1, nixos/web1.example.org"
    })
    void should_suggest_the_better_match_when_two_names_are_similar(
            String hostname, String better, String worse, String offered) {
        evaluated(better).evaluation("infra", "c1", worse, null).system(hostname, "infra");

        assertThat(rules.findings()).extracting(Finding::resembles).containsExactly(offered);
    }

    @Test
    void should_suggest_none_and_list_all_when_several_are_equally_similar() {
        evaluated("web1.b.org").evaluation("infra", "c1", "web1.a.org", null).system("web1", "infra");

        assertThat(rules.findings())
                .containsExactly(new Finding(
                        "name-mismatch",
                        "web1",
                        "flake infra has no evaluation named web1; several resemble it: web1.a.org, web1.b.org",
                        null));
    }

    @Test
    void should_suggest_no_registered_name_and_list_all_when_several_are_equally_similar() {
        rules.fleet()
                .system("web1.a.org", null)
                .inactive("web1.a.org")
                .system("web1.b.org", null)
                .inactive("web1.b.org")
                .state("web1", "s", 5);

        assertThat(rules.findings())
                .containsExactly(new Finding(
                        "reports-unregistered",
                        "web1",
                        "last reported 2026-01-01T05:00:00Z; several resemble it: web1.a.org, web1.b.org",
                        null));
    }

    @Test
    void should_not_suggest_an_evaluation_name_when_another_system_uses_it() {
        evaluated("web1").system("web1", "infra").system("web1.example.org", "infra");

        assertThat(rules.findings())
                .extracting(Finding::resembles)
                .containsOnlyNulls()
                .hasSize(1);
    }

    @Test
    void should_suggest_an_evaluation_name_when_the_system_that_used_it_is_inactive() {
        evaluated("web1").system("web1", "infra").inactive("web1").system("web1.example.org", "infra");

        assertThat(rules.findings()).extracting(Finding::resembles).containsExactly("web1");
    }

    @Test
    void should_not_offer_an_evaluation_name_when_it_is_of_another_flake() {
        evaluated("db")
                .flake("other")
                .commit("other", "d1", 1)
                .evaluation("other", "d1", "WEB1", null)
                .system("web1", "infra");

        assertThat(rules.findings())
                .extracting(Finding::resembles)
                .containsOnlyNulls()
                .hasSize(1);
    }

    @Test
    void should_suggest_a_name_similar_to_the_alias_when_the_alias_has_no_evaluations() {
        evaluated("hosts.frontend").system("m7", "infra").alias("m7", "Frontend");

        assertThat(rules.findings())
                .containsExactly(new Finding(
                        "name-mismatch", "m7", "flake infra has no evaluation named Frontend", "hosts.frontend"));
    }

    @Test
    void should_not_use_a_resemblance_for_the_verdict() {
        evaluated("web1").system("WEB1", "infra").state("WEB1", "s", 5);

        assertThat(rules.verdict(Matching.EVIDENCE).reason()).isEqualTo("no-successful-evaluation");
        assertThat(rules.verdict(Matching.NAME).reason()).isEqualTo("no-successful-evaluation");
    }

    private Fleet evaluated(String name) {
        return rules.fleet().flake("infra").commit("infra", "c1", 1).evaluation("infra", "c1", name, null);
    }
}
