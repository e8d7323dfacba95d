// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.schema.domain.Reason.RUNS_NEWEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.reconciler.TestSystem;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.error.ErrorName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFlagTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAX_OUTDATED       | 5%                               | fleet                                         | at most 5%
            MAX_OUTDATED       | flake:web = 2.50 %               | flake web                                     | at most 2.5%
            MAX_UNKNOWN        | environment:prod,hosts:web-*=0   | environment prod, hosts web-*                 | at most 0
            MAX_OFFLINE        | hosts:a, owner:d, environment:b, flake:c=120 | flake c, environment b, owner d, hosts a | at most 120
            MAX_BEHIND_DAYS    | 1                                | fleet                                         | at most 1 day
            MAX_BEHIND_DAYS    | 7                                | fleet                                         | at most 7 days
            REQUIRE_UP_TO_DATE | flake:web=web-*                  | flake web, hosts web-*                        | all
            NO_REGRESSIONS     | previous                         | fleet                                         | none since previous
            FORBID_REASON      | withdrawn-commit                 | fleet                                         | no withdrawn-commit
            EXPECT_COMMIT      | 08F86BE                          | fleet                                         | all at 08f86be or newer
            EXPECT_COMMIT      | 08f86beb08f86beb08f86beb         | fleet                                         | all at 08f86beb08f8 or newer
            """)
    void should_make_a_rule_when_a_flag_is_right(RuleName name, String text, String scope, String threshold) {
        PolicyRule rule = RuleFlag.rule(name, text);

        assertThat(rule.name()).isEqualTo(name);
        assertThat(rule.scope()).hasToString(scope);
        assertThat(rule.threshold()).isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAX_OUTDATED       | many              | a number of systems
            MAX_OUTDATED       | =5                | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | web=5             | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | flake:=5          | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | planet:mars=5     | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | owner:a,owner:b=5 | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | flake:a,flake:b=5 | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | environment:a,environment:b=5 | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | hosts:a,hosts:b=5 | VALUE or SCOPE=VALUE
            MAX_OUTDATED       | flake:a,=5        | VALUE or SCOPE=VALUE
            MAX_BEHIND_DAYS    | 100000            | a whole number of days
            REQUIRE_UP_TO_DATE | flake:web=        | a host or a pattern
            NO_REGRESSIONS     | flake:web=        | the snapshot to compare with
            REQUIRE_UP_TO_DATE | hosts:a=b         | no hosts key
            FORBID_REASON      | never-deployd     | (did you mean never-deployed?)
            FORBID_REASON      | zzzzzzzzzzzz      | , one of runs-newest, evaluated-newest
            EXPECT_COMMIT      | 08f86b            | at least its first 7 characters
            """)
    void should_report_what_was_expected_when_a_flag_is_invalid(RuleName name, String text, String expected) {
        assertThatThrownBy(() -> RuleFlag.rule(name, text))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_RULE)
                .hasMessageStartingWith("--" + name.code() + " '" + text + "' is not a rule: expected ")
                .hasMessageContaining(expected);
    }

    @Test
    void should_show_only_the_beginning_when_a_flag_is_very_long() {
        assertThatThrownBy(() -> RuleFlag.rule(RuleName.MAX_OUTDATED, "x".repeat(61)))
                .hasMessageContaining(" '" + "x".repeat(60) + "...' ");
        assertThatThrownBy(() -> RuleFlag.rule(RuleName.MAX_OUTDATED, "x".repeat(60)))
                .hasMessageContaining(" '" + "x".repeat(60) + "' ");
    }

    @Test
    void should_make_a_rule_of_each_when_a_flag_is_given_several_times() {
        assertThat(RuleFlag.rules(RuleName.MAX_OFFLINE, List.of("0", "flake:web=1")))
                .extracting(PolicyRule::threshold)
                .containsExactly("at most 0", "at most 1");
    }

    @ParameterizedTest
    @CsvSource({
        "flake:web, true",
        "flake:infra, false",
        "environment:prod, true",
        "environment:lab, false",
        "owner:o?s, true",
        "owner:amy, false",
        "hosts:web-?, true",
        "hosts:db, false",
        "'flake:web,hosts:db', false"
    })
    void should_cover_systems_that_match_every_part_of_a_scope(String scope, boolean expected) {
        PolicyRule rule = RuleFlag.rule(RuleName.MAX_OUTDATED, scope + "=0");

        assertThat(rule.scope()
                        .includes(TestSystem.of("web-1", RUNS_NEWEST)
                                .flake("web")
                                .environment("prod")
                                .owner("ops")
                                .row()))
                .isEqualTo(expected);
    }

    @Test
    void should_exclude_a_system_without_flake_when_the_scope_has_one() {
        PolicyRule rule = RuleFlag.rule(RuleName.MAX_OUTDATED, "flake:*=0");

        assertThat(rule.scope()
                        .includes(TestSystem.of("web", RUNS_NEWEST).flake(null).row()))
                .isFalse();
    }

    @Test
    void should_refuse_an_unknown_part_of_a_scope() {
        assertThatThrownBy(() -> Scope.FLEET.with("planet", new NamePattern("ops")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
