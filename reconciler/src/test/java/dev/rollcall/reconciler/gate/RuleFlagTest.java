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
            ROLLOUT            | 95%@14d                          | fleet                                         | commits older than 14 d on at least 95%
            ROLLOUT            | flake:*=99.50 % @ 36h            | flake *                                       | commits older than 36 h on at least 99.5%
            COMMIT             | environment:prod=08F86BE         | environment prod                              | 08f86be or newer on at least 100%
            NOT_BELOW_MEDIAN   | 7                                | fleet                                         | not below the median of 7 nights
            NOT_BELOW_MEDIAN   | owner:ops=1                      | owner ops                                     | not below the median of 1 night
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
            ROLLOUT            | 95%               | a share and an age such as 95%@14d
            ROLLOUT            | 95@14d            | a share such as 95%
            ROLLOUT            | 101%@14d          | a share of at most 100%
            ROLLOUT            | 95%@2w            | a length of time such as 48h or 14d
            COMMIT             | HEAD              | at least its first 7 characters
            NOT_BELOW_MEDIAN   | 0                 | a number of nights from 1 to 30
            NOT_BELOW_MEDIAN   | 31                | a number of nights from 1 to 30
            """)
    void should_report_what_was_expected_when_a_flag_is_invalid(RuleName name, String text, String expected) {
        assertThatThrownBy(() -> RuleFlag.rule(name, text))
                .hasFieldOrPropertyWithValue("name", ErrorName.INVALID_RULE)
                .hasMessageStartingWith("--" + name.code() + " '" + text + "' is not a rule: expected ")
                .hasMessageContaining(expected);
    }

    @Test
    void should_say_more_of_every_commit_when_time_and_share_are_given() {
        assertThat(RuleFlag.commitRules(List.of("08f86be", "flake:web=1234567"), "48h", "95%"))
                .extracting(PolicyRule::threshold)
                .containsExactly(
                        "08f86be or newer on at least 95% within 2 d", "1234567 or newer on at least 95% within 2 d");
        assertThat(RuleFlag.commitRules(List.of(), null, null)).isEmpty();
        assertThatThrownBy(() -> RuleFlag.commitRules(List.of(), null, "95%"))
                .hasMessage("--share requires --commit SHA.");
        assertThatThrownBy(() -> RuleFlag.commitRules(List.of("08f86be"), "soon", null))
                .hasMessage("'soon' is not a value of --within: expected a length of time such as 48h or 14d.");
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
