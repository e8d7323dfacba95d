// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The result of an import depends on its lines, not on their order or number of imports ({@code -Drollcall.orders=1000}
 * for more orders).
 */
class EvaluationOrderIT {

    private static final int SEEDS = Integer.getInteger("rollcall.orders", 10);
    private static final String FOLDER = "ROLLCALL_ACCEPTANCE_DATA";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private final EvaluationLines evaluations = new EvaluationLines(POSTGRES);

    @BeforeEach
    void clear() {
        evaluations.clear();
    }

    @Test
    void should_give_the_expected_rows_when_random_lines_are_permuted_and_split() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<RandomEvaluations.Line> lines = new RandomEvaluations(seed).lines();
            List<String> expected = RandomEvaluations.rows(lines);
            List<String> texts = new ArrayList<>(
                    lines.stream().map(RandomEvaluations.Line::json).toList());
            Random random = new Random(seed);
            for (int order = 0; order < 3; order++) {
                evaluations.clear();
                takeInParts(texts, 1 + order, random);

                assertThat(evaluations.rows().stream().sorted().toList())
                        .as("seed %d in %d imports", seed, 1 + order)
                        .isEqualTo(expected);
                Collections.shuffle(texts, random);
            }
        }
    }

    @Test
    void should_change_nothing_when_lines_come_again_in_another_order() {
        List<String> texts = new ArrayList<>(new RandomEvaluations(7)
                .lines().stream().map(RandomEvaluations.Line::json).toList());
        evaluations.take(texts);
        Collections.reverse(texts);

        assertThat(evaluations.take(texts).isUnchanged()).isTrue();
    }

    @Test
    void should_give_the_same_rows_when_real_lines_are_permuted_and_split() throws IOException {
        String named = System.getenv(FOLDER);
        assumeTrue(named != null, FOLDER + " names no inventory, so real lines are not permuted");
        Path folder = Path.of(named).toAbsolutePath();
        List<String> lines = withLaterFailures(Files.readAllLines(folder.resolve("evals.jsonl")));
        takeCommits(folder);
        evaluations.take(lines);
        List<String> expected = evaluations.rows();
        Random random = new Random(1);

        for (int parts = 1; parts <= 3; parts++) {
            Collections.shuffle(lines, random);
            takeCommits(folder);
            takeInParts(lines, parts, random);

            assertThat(evaluations.rows()).isEqualTo(expected);
        }
    }

    private void takeInParts(List<String> lines, int parts, Random random) {
        int from = 0;
        for (int part = 1; part <= parts; part++) {
            int to = part == parts ? lines.size() : from + random.nextInt(lines.size() - from + 1);
            if (to > from) {
                evaluations.take(lines.subList(from, to));
            }
            from = to;
        }
    }

    private static void takeCommits(Path folder) {
        POSTGRES.clear();
        InventoryImport.run(
                POSTGRES.database().dataSource(),
                List.of(
                        InventorySource.ofFile(FileKind.FLAKES, folder.resolve("flakes.jsonl")),
                        InventorySource.ofFile(FileKind.COMMITS, folder.resolve("commits.jsonl"))),
                ImportOptions.STRICT,
                Instant.parse("2026-11-25T00:00:00Z"));
    }

    /** Every tenth host is evaluated again and fails, and every tenth line loses its output. */
    private static List<String> withLaterFailures(List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (int i = 0; i < lines.size(); i += 10) {
            all.add(lines.get(i)
                    .replaceFirst("\"drvPath\": .*", "\"error\": \"error: timeout " + i % 3 + "\"}")
                    .replaceFirst(
                            "\"evaluatedAt\": \"[^\"]*\", ",
                            i % 20 == 0 ? "" : "\"evaluatedAt\": \"2026-06-30T00:00:00Z\", "));
            all.add(lines.get(i).replaceFirst(", \"outputs\": \\{[^}]*}", ""));
        }
        return all;
    }
}
