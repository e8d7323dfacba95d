// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomInventoriesTest {
    private static final long SEEDS = 2_000;
    private static final Set<String> REASONS_BY_NAME = Set.of(
            "never-deployed",
            "no-flake",
            "no-commits",
            "no-successful-evaluation",
            "evaluated-newest",
            "not-evaluated",
            "evaluation-pending",
            "evaluation-failed");
    private static final Set<String> REASONS_BY_EVIDENCE_ONLY = Set.of(
            "other-flake", "unrecognised-closure", "runs-newest", "awaiting-deployment", "runs-pin", "awaiting-pin");

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
    void should_meet_every_reason_when_matching_by_evidence() {
        Set<String> reasons = met(Matching.EVIDENCE, Verdict::reason);

        assertThat(reasons)
                .containsAll(REASONS_BY_NAME)
                .containsAll(REASONS_BY_EVIDENCE_ONLY)
                .hasSize(14);
    }

    @Test
    void should_meet_every_possible_reason_when_matching_by_name() {
        Set<String> reasons = met(Matching.NAME, Verdict::reason);

        assertThat(reasons).isEqualTo(REASONS_BY_NAME);
    }

    @Test
    void should_meet_every_basis_with_every_reason_of_a_pin() {
        Set<String> met = met(Matching.EVIDENCE, verdict -> verdict.reason() + " " + verdict.basis());

        assertThat(met)
                .contains("runs-pin store-path", "runs-pin revision", "runs-pin name")
                .contains("awaiting-pin store-path", "awaiting-pin revision", "awaiting-pin name");
    }

    @Test
    void should_use_every_status_of_an_evaluation() {
        Set<String> met = LongStream.range(0, SEEDS)
                .mapToObj(RandomInventories::generate)
                .flatMap(inventory -> inventory.evaluations().stream())
                .map(Inventory.Evaluation::statusName)
                .collect(Collectors.toSet());

        assertThat(met)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EvaluationStatus.values())
                        .map(EvaluationStatus::statusName)
                        .toList());
    }

    private static Set<String> met(Matching matching, Function<Verdict, String> property) {
        return LongStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> verdicts(seed, matching))
                .map(property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Verdict> verdicts(long seed, Matching matching) {
        Inventory inventory = RandomInventories.generate(seed);
        return RandomInventories.instants(inventory, seed).stream()
                .flatMap(asOf -> Oracle.assess(inventory, asOf, matching, Duration.ofMinutes(5)).stream());
    }
}
