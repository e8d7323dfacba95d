// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.reconciler.TestSystem.outdated;
import static dev.rollcall.reconciler.TestSystem.upToDate;
import static dev.rollcall.schema.domain.Reason.AWAITING_DEPLOYMENT;
import static dev.rollcall.schema.domain.Reason.DIRTY_REVISION;
import static dev.rollcall.schema.domain.Reason.NEVER_DEPLOYED;
import static dev.rollcall.schema.domain.Reason.NOT_EVALUATED;
import static dev.rollcall.schema.domain.Reason.RUNS_NEWEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.reconciler.TestSystem;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.SystemRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of rule on a few systems. */
class RuleEvaluationTest {

    private static final Instant AS_OF = Instant.parse("2026-11-23T02:00:00Z");
    private static final Instant LAST_NIGHT = Instant.parse("2026-11-22T02:00:00Z");

    private static final SystemRow[] FLEET = {
        TestSystem.of("db", AWAITING_DEPLOYMENT)
                .environment("prod")
                .behind(2, "2026-11-20T02:00:00Z")
                .row(),
        TestSystem.of("new", NEVER_DEPLOYED).flake("web").row(),
        TestSystem.of("web-1", RUNS_NEWEST)
                .flake("web")
                .environment("prod")
                .rebootNotNeeded()
                .row(),
        TestSystem.of("web-2", DIRTY_REVISION)
                .flake("web")
                .rebootNeeded("2026-11-01T02:00:00Z")
                .row(),
        TestSystem.of("web-3", NOT_EVALUATED)
                .flake("web")
                .behind(1, "2026-11-22T01:30:00Z")
                .row()
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MAX_OUTDATED       | 2                  | PASSED | 2 of 5 systems (40%)          |
            MAX_OUTDATED       | 1                  | FAILED | 2 of 5 systems (40%)          | db web-3
            MAX_OUTDATED       | 40%                | PASSED | 2 of 5 systems (40%)          |
            MAX_UNKNOWN        | 0                  | FAILED | 1 of 5 systems (20%)          | web-2
            MAX_OFFLINE        | 19%                | FAILED | 1 of 5 systems (20%)          | new
            MAX_OFFLINE        | hosts:db=0         | PASSED | 0 of 1 system (0%)            |
            MAX_BEHIND_DAYS    | 3                  | PASSED | 3.0 days                      |
            MAX_BEHIND_DAYS    | 2                  | FAILED | 1 system, the longest 3.0 days | db
            MAX_BEHIND_DAYS    | hosts:web-3=1      | FAILED | 1 system, the longest 1.1 days | web-3
            MAX_BEHIND_DAYS    | 0                  | FAILED | 2 systems, the longest 3.0 days | db web-3
            MAX_BEHIND_DAYS    | hosts:new=0        | PASSED | no system is behind           |
            REQUIRE_UP_TO_DATE | web-*              | FAILED | 1 of 3 systems                | web-2 web-3
            REQUIRE_UP_TO_DATE | web-1              | PASSED | 1 of 1 system                 |
            MAX_REBOOT_NEEDED  | 0                  | FAILED | 1 of 2 systems (50%), not collected for 3 | web-2
            MAX_REBOOT_NEEDED  | 50%                | PASSED | 1 of 2 systems (50%), not collected for 3 |
            MAX_REBOOT_NEEDED  | 49.9%              | FAILED | 1 of 2 systems (50%), not collected for 3 | web-2
            MAX_REBOOT_NEEDED  | hosts:web-1=0      | PASSED | 0 of 1 system (0%)            |
            MAX_REBOOT_NEEDED  | hosts:db=5         | UNDECIDABLE | no system reports whether it needs a reboot |
            FORBID_REASON      | dirty-revision     | FAILED | 1 of 5 systems                | web-2
            FORBID_REASON      | withdrawn-commit   | PASSED | 0 of 5 systems                |
            FORBID_REASON      | hosts:web-2=dirty-revision | FAILED | 1 of 1 system         | web-2
            """)
    void should_measure_and_name_violating_systems_when_a_rule_is_evaluated(
            RuleName name, String value, Outcome outcome, String measured, String brokenBy) {
        GateRule rule = judged(RuleFlag.rule(name, value), FLEET).get(0);

        assertThat(rule.rule()).isEqualTo(name.code());
        assertThat(rule.outcome()).isEqualTo(outcome);
        assertThat(rule.measured()).isEqualTo(measured);
        assertThat(rule.brokenBy().shown()).isEqualTo(brokenBy == null ? List.of() : List.of(brokenBy.split(" ")));
    }

    @Test
    void should_round_the_longest_time_up_to_a_tenth_of_a_day() {
        SystemRow late = TestSystem.of("late", AWAITING_DEPLOYMENT)
                .behind(1, "2026-11-21T23:00:00Z")
                .row();
        SystemRow later = TestSystem.of("later", AWAITING_DEPLOYMENT)
                .behind(1, "2026-11-21T22:00:00Z")
                .row();

        SystemRow latest = TestSystem.of("latest", AWAITING_DEPLOYMENT)
                .behind(1, "2026-11-16T01:50:00Z")
                .row();
        PolicyRule rule = RuleFlag.rule(RuleName.MAX_BEHIND_DAYS, "7");

        assertThat(judged(rule, later, late)).extracting(GateRule::measured).containsExactly("1.2 days");
        assertThat(judged(rule, latest))
                .extracting(GateRule::measured)
                .containsExactly("1 system, the longest 7.1 days");
    }

    @Test
    void should_evaluate_each_part_in_the_order_of_names_when_a_scope_has_a_wildcard() {
        PolicyRule rule = RuleFlag.rule(RuleName.MAX_OUTDATED, "flake:*=0");

        List<GateRule> results = judged(rule, FLEET[4], FLEET[0]);

        assertThat(results).extracting(GateRule::scope).containsExactly("flake infra", "flake web");
        assertThat(results)
                .extracting(result -> result.brokenBy().shown())
                .containsExactly(List.of("db"), List.of("web-3"));
        assertThat(results).extracting(GateRule::threshold).containsOnly("at most 0");
    }

    @Test
    void should_evaluate_each_owner_separately_when_a_scope_has_any_owner() {
        List<GateRule> results = judged(
                RuleFlag.rule(RuleName.MAX_OUTDATED, "owner:*=0"),
                TestSystem.of("a", AWAITING_DEPLOYMENT).owner("ops").row(),
                TestSystem.of("b", RUNS_NEWEST).owner("amy").row(),
                TestSystem.of("c", AWAITING_DEPLOYMENT).row());

        assertThat(results).extracting(GateRule::scope).containsExactly("owner amy", "owner ops");
        assertThat(results).extracting(result -> result.brokenBy().shown()).containsExactly(List.of(), List.of("a"));
    }

    @Test
    void should_evaluate_hosts_together_when_a_scope_has_a_wildcard_in_hosts() {
        List<GateRule> results = judged(RuleFlag.rule(RuleName.MAX_OUTDATED, "hosts:web-*,flake:web=0"), FLEET);

        assertThat(results).extracting(GateRule::scope).containsExactly("flake web, hosts web-*");
        assertThat(results).extracting(GateRule::measured).containsExactly("1 of 3 systems (33.34%)");
    }

    @Test
    void should_be_undecided_when_no_system_is_in_the_scope() {
        List<GateRule> results = judged(RuleFlag.rule(RuleName.MAX_OUTDATED, "environment:lab=0"), FLEET);

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDABLE);
            assertThat(result.measured()).isEqualTo("no active system is in this scope");
            assertThat(result.scope()).isEqualTo("environment lab");
        });
    }

    @Test
    void should_have_measured_when_all_systems_of_the_scope_are_exempt() {
        RuleEvaluation evaluation = plain(RuleFlag.rule(RuleName.MAX_OUTDATED, "0"));
        evaluation.accept(outdated("web"), true);

        assertThat(evaluation.results()).extracting(GateRule::measured).containsExactly("0 of 0 systems (0%)");
    }

    @Test
    void should_fail_only_for_systems_that_were_up_to_date_when_compared_with_an_earlier_snapshot() {
        List<GateRule> results = regressed(
                hosts -> {
                    assertThat(hosts).containsExactly("fell", "was-late");
                    return Set.of("fell", "gone");
                },
                outdated("fell"),
                upToDate("fine"),
                outdated("was-late"));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.measured()).isEqualTo("1 system since 2026-11-22T02:00:00Z");
            assertThat(result.brokenBy().shown()).containsExactly("fell");
        });
    }

    @Test
    void should_pass_when_no_system_regressed() {
        List<GateRule> results = regressed(hosts -> Set.of(), outdated("web"));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(result.measured()).isEqualTo("0 systems since 2026-11-22T02:00:00Z");
        });
    }

    @Test
    void should_pass_and_say_so_when_there_is_no_earlier_snapshot() {
        RuleEvaluation evaluation = RuleEvaluation.of(
                RuleFlag.rule(RuleName.NO_REGRESSIONS, "last-passed"), RuleEvaluator.WithoutBaseline::new);
        evaluation.accept(outdated("web"), false);

        assertThat(evaluation.results()).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(result.measured()).isEqualTo("no such snapshot yet");
        });
    }

    @Test
    void should_take_the_commit_or_a_later_one_when_a_commit_is_expected() {
        Map<String, Set<String>> commits = Map.of("infra", Set.of("aaa", "bbb"));

        List<GateRule> results = ofCommit(
                commits,
                false,
                TestSystem.of("another-flake", RUNS_NEWEST)
                        .flake("web")
                        .runs("zzz", Basis.REVISION)
                        .row(),
                TestSystem.of("at-it", RUNS_NEWEST)
                        .runs("aaa", Basis.STORE_PATH)
                        .row(),
                TestSystem.of("by-name", RUNS_NEWEST).byName("bbb").row(),
                TestSystem.of("by-no-name", RUNS_NEWEST).byName(null).row(),
                TestSystem.of("earlier", AWAITING_DEPLOYMENT)
                        .runs("000", Basis.REVISION)
                        .evaluated("aaa")
                        .row(),
                TestSystem.of("unknown", DIRTY_REVISION).evaluated("aaa").row());

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.measured()).isEqualTo("2 of 5 systems");
            assertThat(result.brokenBy().shown()).containsExactly("by-no-name", "earlier", "unknown");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false | false | no flake has this commit; import it first
            false | true  | this commit is no longer on the branch of its flake
            true  | false | no system belongs to a flake that has this commit
            """)
    void should_be_undecided_when_no_system_is_of_a_flake_with_the_commit(
            boolean isKnown, boolean isWithdrawn, String measured) {
        Map<String, Set<String>> commits = isKnown ? Map.of("web", Set.of("aaa")) : Map.of();

        List<GateRule> results = ofCommit(commits, isWithdrawn, upToDate("db"));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDABLE);
            assertThat(result.measured()).isEqualTo(measured);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.4 0.9 0.6     | FAILED | 50% Up to Date, median 60% of 3 nights
            0.9 0.4 0.5     | PASSED | 50% Up to Date, median 50% of 3 nights
            0.9 0.4 0.6 0.5 | PASSED | 50% Up to Date, median 50% of 4 nights
            """)
    void should_fail_when_fewer_are_up_to_date_than_on_most_of_the_last_nights(
            String nights, Outcome outcome, String measured) {
        PolicyRule rule = RuleFlag.rule(RuleName.NOT_BELOW_MEDIAN, "7");
        List<BigDecimal> shares =
                Arrays.stream(nights.split(" ")).map(BigDecimal::new).toList();

        List<GateRule> results = results(
                RuleEvaluation.of(rule, () -> new RuleEvaluator.BelowMedian(scope -> shares)),
                upToDate("db"),
                outdated("web"));

        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.measured()).isEqualTo(measured);
        });
    }

    @Test
    void should_refuse_a_meter_when_a_rule_needs_the_database() {
        PolicyRule rule = RuleFlag.rule(RuleName.NO_REGRESSIONS, "previous");

        assertThatThrownBy(() -> RuleEvaluator.of(rule, AS_OF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-regressions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2                | FAILED | 3 of 5 systems (60%), 1 not scanned; oldest database of 2026-11-19 | both high low
            3                | UNDECIDABLE | 3 of 5 systems (60%), 1 not scanned; oldest database of 2026-11-19 |
            4                | PASSED | 3 of 5 systems (60%), 1 not scanned; oldest database of 2026-11-19 |
            59%              | FAILED | 3 of 5 systems (60%), 1 not scanned; oldest database of 2026-11-19 | both high low
            79%              | UNDECIDABLE | 3 of 5 systems (60%), 1 not scanned; oldest database of 2026-11-19 |
            80%              | PASSED | 3 of 5 systems (60%), 1 not scanned; oldest database of 2026-11-19 |
            0@9.1            | FAILED | 1 of 5 systems (20%), 1 not scanned; oldest database of 2026-11-19; 2 advisories have no score | high
            0@9.2            | UNDECIDABLE | 0 of 5 systems (0%), 1 not scanned; oldest database of 2026-11-19; 2 advisories have no score |
            1@9.2            | PASSED | 0 of 5 systems (0%), 1 not scanned; oldest database of 2026-11-19; 2 advisories have no score |
            hosts:high=0@10  | PASSED | 0 of 1 system (0%); oldest database of 2026-11-22; 1 advisory has no score |
            hosts:low=0@0    | FAILED | 1 of 1 system (100%); oldest database of 2026-11-20 | low
            hosts:clean=0    | PASSED | 0 of 1 system (0%); oldest database of 2026-11-19 |
            hosts:unscanned=5  | UNDECIDABLE | no system of this scope was scanned |
            hosts:unreported=0 | UNDECIDABLE | no system of this scope has ever reported |
            """)
    void should_decide_about_advisories_only_when_systems_that_were_not_scanned_change_nothing(
            String value, Outcome outcome, String measured, String brokenBy) {
        PolicyRule.AdvisoriesAtMost rule = (PolicyRule.AdvisoriesAtMost) RuleFlag.rule(RuleName.MAX_ADVISORIES, value);
        ScannedClosures closures = new ScannedClosures(Map.of(
                "/clean", TestScan.of("2026-11-19"),
                "/high", TestScan.of("2026-11-22", "A@9.1", "B", "EXEMPT"),
                "/low", TestScan.of("2026-11-20", "C@2", "EXEMPT@10"),
                "/both", TestScan.of("2026-11-22", "B", "C@2", "D")));

        GateRule result = results(
                        RuleEvaluation.of(
                                rule,
                                () -> new RuleEvaluator.OfAdvisories(
                                        rule, closures, (host, id) -> id.equals("EXEMPT"))),
                        at("both"),
                        at("clean"),
                        at("high"),
                        at("low"),
                        at("unscanned"),
                        TestSystem.of("unreported", NEVER_DEPLOYED).row())
                .get(0);

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.measured()).isEqualTo(measured);
        assertThat(result.brokenBy().shown()).isEqualTo(brokenBy == null ? List.of() : List.of(brokenBy.split(" ")));
    }

    private static SystemRow at(String name) {
        return TestSystem.of(name, RUNS_NEWEST)
                .deployed("2026-11-20T02:00:00Z", "/" + name)
                .row();
    }

    private static List<GateRule> judged(PolicyRule rule, SystemRow... systems) {
        return results(plain(rule), systems);
    }

    private static RuleEvaluation plain(PolicyRule rule) {
        return RuleEvaluation.of(rule, () -> RuleEvaluator.of(rule, AS_OF));
    }

    private static List<GateRule> regressed(UnaryOperator<Set<String>> upToDateThen, SystemRow... systems) {
        PolicyRule rule = RuleFlag.rule(RuleName.NO_REGRESSIONS, "last-passed");
        return results(RuleEvaluation.of(rule, () -> new RuleEvaluator.Regressed(LAST_NIGHT, upToDateThen)), systems);
    }

    private static List<GateRule> ofCommit(
            Map<String, Set<String>> commits, boolean isWithdrawn, SystemRow... systems) {
        PolicyRule rule = RuleFlag.rule(RuleName.EXPECT_COMMIT, "aaaaaaa");
        return results(
                RuleEvaluation.ofCommit(
                        rule, commits.keySet(), () -> new RuleEvaluator.NotAtCommit(commits), isWithdrawn),
                systems);
    }

    private static List<GateRule> results(RuleEvaluation evaluation, SystemRow... systems) {
        for (SystemRow system : systems) {
            evaluation.accept(system, false);
        }
        return evaluation.results();
    }
}
