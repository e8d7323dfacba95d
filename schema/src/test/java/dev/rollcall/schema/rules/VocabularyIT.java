// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.rules;

import static dev.rollcall.schema.Fleet.hash;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static dev.rollcall.schema.jooq.inventory.Tables.DERIVATION_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.FINDING_KINDS;
import static dev.rollcall.schema.jooq.inventory.Tables.REASONS;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.OPTIONAL;
import static org.jooq.impl.DSL.inline;

import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.FindingKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Outcome;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.jooq.inventory.tables.records.AssessSystemsRecord;
import dev.rollcall.schema.jooq.inventory.tables.records.DerivationStatusesRecord;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The vocabulary contains exactly the codes that the rules can return. */
class VocabularyIT {

    /** As in the design. */
    private static final Map<String, Set<String>> REASONS_OF_STATUS = Map.of(
            "Up to Date", Set.of("runs-newest", "evaluated-newest", "runs-pin", "held"),
            "Outdated",
                    Set.of(
                            "awaiting-pin",
                            "awaiting-deployment",
                            "not-evaluated",
                            "evaluation-pending",
                            "evaluation-failed",
                            "evaluation-unrecorded",
                            "build-pending",
                            "build-failed",
                            "withdrawn-commit"),
            "Unknown State",
                    Set.of(
                            "no-flake",
                            "other-system",
                            "other-flake",
                            "dirty-revision",
                            "unrecognised-revision",
                            "unrecognised-closure",
                            "no-commits",
                            "no-successful-evaluation"),
            "Offline", Set.of("never-deployed"));

    private static final Pattern REASON_GIVEN = Pattern.compile("(?:then|else) '([a-z-]+)'");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'::text");
    private static final Pattern FINDING_GIVEN = Pattern.compile("(?m)^  select '([a-z-]+)'$");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @RegisterExtension
    final RulesExtension rules = RulesExtension.on(POSTGRES);

    @Test
    void should_explain_exactly_the_reasons_that_the_rules_can_give() {
        String source = sourceOf("assess_systems");
        String verdicts = source.substring(source.indexOf("cte_verdict as"), source.lastIndexOf("end as reason"));

        assertThat(rules.dsl().fetch(REASONS).map(reason -> reason.getReason().code()))
                .hasSameElementsAs(given(REASON_GIVEN, verdicts));
    }

    @Test
    void should_have_the_reasons_of_the_design_under_each_status() {
        Map<String, Set<String>> reasons = rules.dsl().fetch(REASONS).stream()
                .collect(Collectors.groupingBy(
                        reason -> reason.getStatus().displayName(),
                        Collectors.mapping(reason -> reason.getReason().code(), Collectors.toSet())));

        assertThat(reasons).isEqualTo(REASONS_OF_STATUS);
    }

    @Test
    void should_know_exactly_the_reasons_and_findings_of_the_database() {
        Map<Reason, Status> known =
                Arrays.stream(Reason.values()).collect(Collectors.toMap(Function.identity(), Reason::status));

        assertThat(rules.dsl().fetch(REASONS).intoMap(REASONS.REASON, REASONS.STATUS))
                .isEqualTo(known);
        assertThat(rules.dsl().fetch(FINDING_KINDS).intoSet(FINDING_KINDS.FINDING))
                .containsExactlyInAnyOrder(FindingKind.values());
    }

    @Test
    void should_have_exactly_the_codes_that_the_history_accepts() {
        assertThat(taken("snapshots_matching_check")).isEqualTo(codes(Matching.values(), Matching::code));
        assertThat(taken("recent_statuses_status_check")).isEqualTo(codes(Status.values(), Status::displayName));
        assertThat(taken("recent_statuses_basis_check")).isEqualTo(codes(Basis.values(), Basis::code));
        assertThat(taken("gate_verdicts_outcome_check")).isEqualTo(codes(Outcome.values(), Outcome::code));
        assertThat(taken("gate_rules_outcome_check")).isEqualTo(codes(Outcome.values(), Outcome::code));
    }

    @Test
    void should_report_that_a_version_is_too_old_when_the_database_has_a_code_of_a_newer_one() {
        var newer = rules.dsl().select(inline("runs-tomorrow").coerce(REASONS.REASON));

        assertThatThrownBy(newer::fetch)
                .extracting(DatabaseFailure::sentence, as(OPTIONAL))
                .contains("The database has the reason 'runs-tomorrow', which this version of Rollcall does not know."
                        + " Use the version that wrote it, or a newer one.");
    }

    private Set<String> taken(String constraint) {
        String definition = rules.dsl()
                .fetchSingle("select pg_get_constraintdef(oid) from pg_constraint where conname = ?", constraint)
                .get(0, String.class);
        return given(QUOTED, definition);
    }

    private static <E> Set<String> codes(E[] words, Function<E, String> code) {
        return Arrays.stream(words).map(code).collect(Collectors.toSet());
    }

    @Test
    void should_explain_a_reason_in_one_sentence() {
        assertThat(rules.dsl().fetch(REASONS))
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason.getMeaning()).matches("[A-Z].*\\."));
    }

    @Test
    void should_put_each_reason_under_its_status_when_an_inventory_has_them_all() {
        inventoryWithEveryReason();

        Result<AssessSystemsRecord> rows = rules.assess(Matching.EVIDENCE);

        // hosts are named after their expected reason
        assertThat(rows).allSatisfy(row -> assertThat(row.getReason()).hasToString(row.getHostname()));
        assertThat(rows.intoMap(ASSESS_SYSTEMS.REASON, ASSESS_SYSTEMS.STATUS))
                .isEqualTo(rules.dsl().fetch(REASONS).intoMap(REASONS.REASON, REASONS.STATUS));
    }

    @Test
    void should_explain_exactly_the_findings_that_can_be_found() {
        assertThat(rules.dsl()
                        .fetch(FINDING_KINDS)
                        .map(kind -> kind.getFinding().code()))
                .hasSameElementsAs(given(FINDING_GIVEN, sourceOf("find_findings")));
    }

    @Test
    void should_explain_a_finding_and_what_to_do_in_one_sentence_each() {
        assertThat(rules.dsl().fetch(FINDING_KINDS)).isNotEmpty().allSatisfy(kind -> {
            assertThat(kind.getMeaning()).matches("[A-Z][^.]*\\.");
            assertThat(kind.getRemedy()).matches("[A-Z].*\\.");
        });
    }

    @Test
    void should_call_an_evaluation_successful_when_its_status_is_one_of_three() {
        assertThat(rules.dsl().fetch(DERIVATION_STATUSES, DERIVATION_STATUSES.IS_SUCCESS.isTrue()))
                .extracting(DerivationStatusesRecord::getName, DerivationStatusesRecord::getIsTerminal)
                .containsExactlyInAnyOrder(
                        tuple("dry-run-complete", false), tuple("build-complete", true), tuple("complete", true));
    }

    private void inventoryWithEveryReason() {
        rules.fleetOfThreeCommits()
                .flake("empty")
                .commit("other", "d1", 1)
                .evaluation("other", "d1", "anything", "d1")
                .system("never-deployed", "infra")
                .system("other-flake", "infra")
                .state("other-flake", "d1", 5)
                .system("unrecognised-closure", "infra")
                .evaluation("infra", "c3", "unrecognised-closure", "u3")
                .state("unrecognised-closure", "by-hand", 5)
                .system("no-flake", null)
                .state("no-flake", "s", 5)
                .system("no-commits", "empty")
                .state("no-commits", "s", 5)
                .system("no-successful-evaluation", "infra")
                .state("no-successful-evaluation", "s", 5)
                .system("runs-newest", "infra")
                .state("runs-newest", "s", hash("c3"), 5)
                .system("evaluated-newest", "infra")
                .evaluation("infra", "c3", "evaluated-newest", null)
                .state("evaluated-newest", "s", 5)
                .system("runs-pin", "infra")
                .pin("runs-pin", "c2")
                .state("runs-pin", "s", hash("c2"), 5)
                .system("awaiting-pin", "infra")
                .pin("awaiting-pin", "c2")
                .state("awaiting-pin", "s", hash("c1"), 5)
                .system("awaiting-deployment", "infra")
                .evaluation("infra", "c3", "awaiting-deployment", null)
                .state("awaiting-deployment", "s", hash("c2"), 5)
                .system("not-evaluated", "infra")
                .state("not-evaluated", "s", hash("c2"), 5)
                .system("evaluation-pending", "infra")
                .evaluation("infra", "c3", "evaluation-pending", null, "queued", null)
                .state("evaluation-pending", "s", hash("c2"), 5)
                .system("evaluation-failed", "infra")
                .evaluation("infra", "c3", "evaluation-failed", null, "failed", null)
                .state("evaluation-failed", "s", hash("c2"), 5)
                .system("build-pending", "infra")
                .evaluation("infra", "c3", "build-pending", null, "build-pending", null)
                .state("build-pending", "s", hash("c2"), 5)
                .system("build-failed", "infra")
                .evaluation("infra", "c3", "build-failed", null, "build-failed", null)
                .state("build-failed", "s", hash("c2"), 5)
                .system("held", "infra")
                .held("held")
                .state("held", "s", hash("c1"), 5)
                .system("other-system", "infra")
                .evaluation("infra", "c3", "other-system", "o3")
                .evaluation("infra", "c3", "sibling", "sibling3")
                .state("other-system", "sibling3", 5)
                .system("dirty-revision", "infra")
                .state("dirty-revision", "s", hash("c3") + "-dirty", 5)
                .system("unrecognised-revision", "infra")
                .state("unrecognised-revision", "s", hash("e"), 5)
                .flake("forge")
                .commit("forge", "f1", 1)
                .commit("forge", "f2", 2)
                .commitEvaluated("forge", "f2", "complete", null)
                .system("evaluation-unrecorded", "forge")
                .evaluation("forge", "f2", "evaluation-unrecorded", null, "dry-run-pending", null)
                .state("evaluation-unrecorded", "s", hash("f1"), 5)
                .flake("rewritten")
                .commit("rewritten", "b1", 1)
                .imported("rewritten", 3, "b1")
                .commit("rewritten", "b2", 2)
                .imported("rewritten", 4, "b2")
                .system("withdrawn-commit", "rewritten")
                .state("withdrawn-commit", "s", hash("b1"), 5);
    }

    private String sourceOf(String function) {
        return rules.dsl()
                .fetchSingle(
                        "select prosrc from pg_proc where pronamespace = 'inventory'::regnamespace and proname = ?",
                        function)
                .get(0, String.class);
    }

    private static Set<String> given(Pattern word, String source) {
        return word.matcher(source)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
