// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory.Import;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomInventoriesTest {
    private static final long SEEDS = 600;
    private static final List<Verdict> BY_EVIDENCE = verdicts(Matching.EVIDENCE);
    private static final List<Verdict> BY_NAME = verdicts(Matching.NAME);

    /** The minimum number of occurrences for random coverage. */
    private static final int OFTEN = 10;

    private static final Set<String> REASONS_BY_NAME = Set.of(
            "never-deployed",
            "no-flake",
            "no-commits",
            "no-successful-evaluation",
            "evaluated-newest",
            "not-evaluated",
            "evaluation-pending",
            "evaluation-failed",
            "evaluation-unrecorded",
            "build-pending",
            "build-failed");
    private static final Set<String> REASONS_BY_EVIDENCE_ONLY = Set.of(
            "withdrawn-commit",
            "other-system",
            "other-flake",
            "dirty-revision",
            "unrecognised-revision",
            "unrecognised-closure",
            "runs-newest",
            "awaiting-deployment",
            "runs-pin",
            "held",
            "awaiting-pin");

    @Test
    void should_give_the_same_inventory_when_the_seed_is_the_same() {
        for (long seed = 0; seed < 100; seed++) {
            Inventory inventory = RandomInventories.generate(seed);

            assertThat(RandomInventories.generate(seed))
                    .isEqualTo(inventory)
                    .isNotEqualTo(RandomInventories.generate(seed + 1));
            assertThat(RandomInventories.instants(inventory, seed))
                    .hasSize(4)
                    .isEqualTo(RandomInventories.instants(inventory, seed));
        }
    }

    @Test
    void should_cover_every_reason_often_when_matching_by_evidence() {
        Map<String, Long> reasons = count(BY_EVIDENCE, Verdict::reason);

        assertThat(reasons.keySet())
                .containsAll(REASONS_BY_NAME)
                .containsAll(REASONS_BY_EVIDENCE_ONLY)
                .hasSize(22);
        assertThat(reasons)
                .allSatisfy((reason, times) -> assertThat(times).as(reason).isGreaterThanOrEqualTo(OFTEN));
    }

    @Test
    void should_cover_every_possible_reason_often_when_matching_by_name() {
        Map<String, Long> reasons = count(BY_NAME, Verdict::reason);

        assertThat(reasons.keySet()).isEqualTo(REASONS_BY_NAME);
        assertThat(reasons)
                .allSatisfy((reason, times) -> assertThat(times).as(reason).isGreaterThanOrEqualTo(OFTEN));
    }

    @Test
    void should_cover_every_basis_with_every_reason_that_may_have_it() {
        Set<String> met = count(BY_EVIDENCE, verdict -> verdict.reason() + " " + verdict.basis())
                .keySet();

        assertThat(met)
                .contains("runs-pin store-path", "runs-pin revision", "runs-pin name")
                .contains("awaiting-pin store-path", "awaiting-pin revision", "awaiting-pin name")
                .contains("held store-path", "held revision", "held name")
                .contains("withdrawn-commit store-path", "withdrawn-commit revision")
                .contains("build-failed store-path", "build-failed revision", "build-failed name");
    }

    @Test
    void should_cover_systems_that_are_assessed_under_another_name() {
        // by store path without an evaluation of its own
        assertThat(BY_EVIDENCE)
                .filteredOn(verdict -> "store-path".equals(verdict.basis()) && verdict.evaluatedCommit() == null)
                .hasSizeGreaterThan(OFTEN);
    }

    @Test
    void should_cover_error_texts_and_unknown_numbers_of_commits_behind() {
        assertThat(BY_EVIDENCE)
                .filteredOn(verdict -> verdict.evaluationError() != null)
                .hasSizeGreaterThan(OFTEN);
        assertThat(BY_EVIDENCE)
                .filteredOn(verdict -> verdict.reason().equals("awaiting-pin") && verdict.commitsBehind() == null)
                .hasSizeGreaterThan(OFTEN);
        assertThat(BY_EVIDENCE)
                .filteredOn(verdict -> verdict.commitsBehind() != null && verdict.commitsBehind() > 20)
                .isNotEmpty();
    }

    @Test
    void should_import_in_every_way() {
        Map<Import.Kind, Long> met = inventories()
                .flatMap(inventory -> inventory.imports().stream())
                .collect(Collectors.groupingBy(Import::kind, Collectors.counting()));

        assertThat(met.keySet()).containsExactlyInAnyOrder(Import.Kind.values());
        assertThat(met)
                .allSatisfy((kind, times) -> assertThat(times).as(kind.name()).isGreaterThan(OFTEN));
    }

    @Test
    void should_rewrite_branches_and_bring_commits_back() {
        List<List<Period>> stays = inventories()
                .flatMap(inventory -> inventory.flakes().stream()
                        .map(flake -> Branch.of(inventory, flake.id()).periods()))
                .toList();

        assertThat(stays)
                .filteredOn(periods ->
                        periods.stream().anyMatch(period -> !period.until().equals(Instant.MAX)))
                .hasSizeGreaterThan(OFTEN);
        assertThat(stays)
                .filteredOn(periods ->
                        periods.stream().map(Period::commit).distinct().count() < periods.size())
                .hasSizeGreaterThan(OFTEN);
    }

    @Test
    void should_cover_every_finding_of_the_oracle() {
        Map<String, Long> met = LongStream.range(0, SEEDS / 3)
                .boxed()
                .flatMap(seed -> {
                    Inventory inventory = RandomInventories.generate(seed);
                    return RandomInventories.instants(inventory, seed).stream()
                            .flatMap(
                                    asOf -> Findings.of(
                                            inventory, asOf, asOf.minus(Duration.ofMinutes(6)), Duration.ofMinutes(4))
                                            .stream());
                })
                .map(found -> found.finding() + (found.note() == null ? "" : " with a note"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(met.keySet())
                .containsExactlyInAnyOrder(
                        "future-commit",
                        "name-mismatch",
                        "name-mismatch with a note",
                        "quiet-feed",
                        "unknown-pin",
                        "withdrawn-commits with a note");
        assertThat(met)
                .allSatisfy((finding, times) -> assertThat(times).as(finding).isGreaterThanOrEqualTo(OFTEN));
    }

    @Test
    void should_use_every_status_of_an_evaluation() {
        Set<String> met = inventories()
                .flatMap(inventory -> inventory.evaluations().stream())
                .map(Inventory.Evaluation::statusName)
                .collect(Collectors.toSet());

        assertThat(met)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EvaluationStatus.values())
                        .map(EvaluationStatus::statusName)
                        .toList());
    }

    private static Map<String, Long> count(List<Verdict> verdicts, Function<Verdict, String> property) {
        return verdicts.stream().collect(Collectors.groupingBy(property, TreeMap::new, Collectors.counting()));
    }

    private static Stream<Inventory> inventories() {
        return LongStream.range(0, SEEDS).mapToObj(RandomInventories::generate);
    }

    private static List<Verdict> verdicts(Matching matching) {
        return LongStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> {
                    Inventory inventory = RandomInventories.generate(seed);
                    return RandomInventories.instants(inventory, seed).stream()
                            .flatMap(asOf -> Oracle.assess(inventory, asOf, matching, Duration.ofMinutes(5)).stream());
                })
                .toList();
    }
}
