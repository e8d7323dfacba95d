// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import static dev.rollcall.reconciler.TestSystem.outdated;
import static dev.rollcall.reconciler.TestSystem.upToDate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.TestSystem;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.GateExemption;
import dev.rollcall.report.model.GateRule;
import dev.rollcall.report.model.GateVerdict;
import dev.rollcall.schema.domain.NamePattern;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.SystemRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEvaluationTest {

    private static final Instant AS_OF = Instant.parse("2026-11-23T02:00:00Z");
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final PolicyRule NONE_OUTDATED = RuleFlag.rule(RuleName.MAX_OUTDATED, "0");
    private static final PolicyRule NO_LAB_OFFLINE = RuleFlag.rule(RuleName.MAX_OFFLINE, "environment:lab=0");

    @Test
    void should_pass_when_every_rule_holds() {
        GateVerdict verdict = judged(policy(NONE_OUTDATED), upToDate("web"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(verdict.reason()).isNull();
        assertThat(verdict.rules()).extracting(GateRule::outcome).containsExactly(Outcome.PASSED);
    }

    @Test
    void should_fail_when_one_rule_fails_and_another_measures_nothing() {
        GateVerdict verdict = judged(policy(NO_LAB_OFFLINE, NONE_OUTDATED), outdated("web"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.reason()).isNull();
        assertThat(verdict.rules()).extracting(GateRule::outcome).containsExactly(Outcome.UNDECIDABLE, Outcome.FAILED);
    }

    @Test
    void should_be_undecided_when_a_rule_measures_nothing() {
        GateVerdict verdict = judged(policy(NO_LAB_OFFLINE, NONE_OUTDATED), upToDate("web"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDABLE);
        assertThat(verdict.reason()).isEqualTo("A rule has too little to measure.");
    }

    @Test
    void should_be_undecided_when_there_is_no_system() {
        GateVerdict verdict = judged(policy());

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDABLE);
        assertThat(verdict.reason()).isEqualTo("The inventory has no active system.");
    }

    @Test
    void should_not_decide_but_show_what_was_measured_when_the_inventory_is_stale() {
        PolicyEvaluation evaluation = evaluation(policy(NONE_OUTDATED));
        evaluation.accept(outdated("web"));

        GateVerdict verdict = evaluation.verdict("The inventory is stale.");

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDABLE);
        assertThat(verdict.reason()).isEqualTo("The inventory is stale.");
        assertThat(verdict.rules()).extracting(GateRule::outcome).containsExactly(Outcome.FAILED);
    }

    @Test
    void should_count_a_system_for_no_rule_when_an_exemption_holds() {
        Policy policy = new Policy(List.of(NONE_OUTDATED), List.of(exemption("lab-*", TODAY)));

        GateVerdict verdict = judged(policy, outdated("lab-1"), outdated("lab-2"), upToDate("web"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(verdict.rules().get(0).measured()).isEqualTo("0 of 1 system (0%)");
        assertThat(verdict.exemptions()).singleElement().satisfies(exemption -> {
            assertThat(exemption.isExpired()).isFalse();
            assertThat(exemption.systems().shown()).containsExactly("lab-1", "lab-2");
        });
    }

    @Test
    void should_count_a_system_again_when_its_exemption_is_expired() {
        Policy policy = new Policy(List.of(NONE_OUTDATED), List.of(exemption("lab-*", YESTERDAY)));

        GateVerdict verdict = judged(policy, outdated("lab-1"), upToDate("web"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.rules().get(0).brokenBy().shown()).containsExactly("lab-1");
        assertThat(verdict.exemptions())
                .containsExactly(new GateExemption(
                        new NamePattern("lab-*"),
                        null,
                        "reason of lab-*",
                        "ops",
                        YESTERDAY,
                        true,
                        new Bounded<>(List.of("lab-1"), 1)));
    }

    @Test
    void should_count_systems_for_every_rule_when_only_an_advisory_is_exempt() {
        Policy policy = new Policy(
                List.of(NONE_OUTDATED),
                List.of(ofAdvisory("lab-*", "CVE-1", TODAY), ofAdvisory("*", "cve-2", YESTERDAY)));
        ScannedClosures closures = new ScannedClosures(Map.of(
                "/lab-1", TestScan.of("2026-11-22", "CVE-1", "CVE-2"),
                "/lab-2", TestScan.of("2026-11-22"),
                "/web", TestScan.of("2026-11-22", "CVE-1", "CVE-2")));
        PolicyEvaluation evaluation = new PolicyEvaluation(
                policy, AS_OF, rule -> RuleEvaluation.of(rule, () -> RuleEvaluator.of(rule, AS_OF)), () -> closures);

        for (String host : List.of("lab-1", "lab-2", "lab-3", "web")) {
            evaluation.accept(TestSystem.of(host, Reason.AWAITING_DEPLOYMENT)
                    .deployed("2026-11-20T02:00:00Z", "/" + host)
                    .row());
        }

        GateVerdict verdict = evaluation.verdict(null);
        assertThat(verdict.rules().get(0).measured()).isEqualTo("4 of 4 systems (100%)");
        assertThat(verdict.exemptSystems()).isZero();
        assertThat(verdict.exemptionOf("lab-1")).isEmpty();
        assertThat(verdict.exemptions()).extracting(GateExemption::subject).containsExactly("CVE-1 on lab-*", "cve-2");
        assertThat(verdict.exemptions())
                .extracting(exemption -> exemption.systems().shown())
                .containsExactly(List.of("lab-1"), List.of("lab-1", "web"));
        assertThat(policy.exempts("lab-1", AS_OF)).isFalse();
        AdvisoryExemptions exemptions = new AdvisoryExemptions(policy, AS_OF);
        assertThat(exemptions.exempts("lab-1", "CVE-1")).isTrue();
        assertThat(exemptions.exempts("lab-1", "CVE-2")).isFalse();
        assertThat(exemptions.exempts("web", "CVE-1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // whether lab-* and *-1 are active, and which of them counts lab-1
        "true, true, 0",
        "true, false, 0",
        "false, true, 1",
        "false, false, 0"
    })
    void should_count_a_system_with_one_exemption_when_two_name_it(
            boolean firstHolds, boolean secondHolds, int counting) {
        Policy policy = new Policy(
                List.of(NONE_OUTDATED),
                List.of(
                        exemption("lab-*", firstHolds ? TODAY : YESTERDAY),
                        exemption("*-1", secondHolds ? TODAY : YESTERDAY)));

        GateVerdict verdict = judged(policy, upToDate("lab-1"));

        assertThat(verdict.exemptions())
                .extracting(exemption -> exemption.systems().total())
                .containsExactly(counting == 0 ? 1 : 0, counting == 1 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T00:00:00Z, false",
        "2026-11-23T23:59:59Z, false",
        "2026-11-24T00:00:00Z, true",
        "2026-11-24T00:00:01Z, true"
    })
    void should_expire_when_the_last_day_is_over_in_utc(Instant asOf, boolean expected) {
        assertThat(exemption("lab-*", TODAY).isExpired(asOf)).isEqualTo(expected);
    }

    @Test
    void should_keep_the_first_thousand_and_count_the_rest_when_many_systems_violate_a_rule() {
        SystemRow[] systems =
                IntStream.range(0, 1_001).mapToObj(i -> outdated("host-" + i)).toArray(SystemRow[]::new);

        GateRule rule = judged(policy(NONE_OUTDATED), systems).rules().get(0);

        assertThat(rule.measured()).isEqualTo("1,001 of 1,001 systems (100%)");
        assertThat(rule.brokenBy().total()).isEqualTo(1_001);
        assertThat(rule.brokenBy().shown()).hasSize(1_000).endsWith("host-999");
    }

    @Test
    void should_append_rules_to_a_policy() {
        Policy policy = new Policy(List.of(NONE_OUTDATED), List.of(exemption("lab-*", TODAY)));

        Policy more = policy.and(List.of(NO_LAB_OFFLINE));

        assertThat(more.rules()).containsExactly(NONE_OUTDATED, NO_LAB_OFFLINE);
        assertThat(more.exemptions()).isEqualTo(policy.exemptions());
        assertThat(more.isEmpty()).isFalse();
        assertThat(Policy.NONE.isEmpty()).isTrue();
    }

    private static GateVerdict judged(Policy policy, SystemRow... systems) {
        PolicyEvaluation evaluation = evaluation(policy);
        List.of(systems).forEach(evaluation);
        return evaluation.verdict(null);
    }

    private static PolicyEvaluation evaluation(Policy policy) {
        return new PolicyEvaluation(
                policy,
                AS_OF,
                rule -> RuleEvaluation.of(rule, () -> RuleEvaluator.of(rule, AS_OF)),
                () -> new ScannedClosures(Map.of()));
    }

    private static Policy policy(PolicyRule... rules) {
        return new Policy(List.of(rules), List.of());
    }

    private static Exemption ofAdvisory(String hosts, String advisory, LocalDate expires) {
        return new Exemption(new NamePattern(hosts), advisory, "not reachable", "ops", expires);
    }

    private static Exemption exemption(String hosts, LocalDate expires) {
        return new Exemption(new NamePattern(hosts), null, "reason of " + hosts, "ops", expires);
    }
}
