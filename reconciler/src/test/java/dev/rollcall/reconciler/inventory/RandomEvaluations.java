// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Generates lines of evaluations from a seed, with few values so that they often collide: several recipes of a name,
 * successes and failures, lines without outputs or time, and repeated ones.
 */
final class RandomEvaluations {

    private static final List<String> NAMES = List.of("web", "db", "pi", "web.example.org");
    private static final List<String> ERRORS = List.of(
            "error: timeout",
            "error: attribute 'x' missing",
            "\\u001b[31merror: timeout\\u001b[0m",
            "/nix/store/r1.drv");
    private static final List<String> OUTPUTS = List.of("/nix/store/a", "/nix/store/B", "/nix/store/\u00e9");

    private final Random random;

    /** The values of a line. */
    record Line(
            String commit,
            String name,
            @Nullable String recipe,
            @Nullable String output,
            @Nullable String error,
            @Nullable String time) {

        String json() {
            // one name always has an attribute of another form
            String path = name.equals("pi") ? "\"hydraJobs\",\"pi\",\"aarch64-linux\"" : '"' + name + '"';
            return "{\"commit\":\"" + commit + "\",\"attrPath\":[" + path + "]"
                    + (recipe == null ? "" : ",\"system\":\"aarch64-linux\",\"drvPath\":\"" + recipe + "\"")
                    + (recipe == null
                            ? ""
                            : ",\"outputs\":{\"out\":" + (output == null ? "null" : '"' + output + '"') + "}")
                    + (error == null ? "" : ",\"error\":\"" + error + "\"")
                    + (time == null ? "" : ",\"evaluatedAt\":\"" + time + "\"") + "}";
        }
    }

    RandomEvaluations(long seed) {
        this.random = new Random(seed);
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int count = 5 + random.nextInt(60); count > 0; count--) {
            lines.add(random.nextInt(5) == 0 && !lines.isEmpty() ? one(lines) : line());
        }
        return lines;
    }

    private Line line() {
        boolean isFailed = random.nextInt(3) == 0;
        return new Line(
                one(EvaluationLines.COMMITS),
                one(NAMES),
                isFailed ? null : "/nix/store/r" + random.nextInt(3) + ".drv",
                isFailed || random.nextInt(3) == 0 ? null : one(OUTPUTS),
                isFailed ? one(ERRORS) : null,
                random.nextInt(4) == 0 ? null : "2026-06-01T%02d:00:00Z".formatted(random.nextInt(12)));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The expected rows, computed one by one without SQL. */
    static List<String> rows(List<Line> lines) {
        Map<String, List<Line>> facts =
                new TreeMap<>(Comparator.comparing((String key) -> key.replace("null", "\uffff")));
        for (Line line : lines) {
            String error = line.error() == null
                    ? null
                    : line.error().replaceAll("\\\\u001b\\[[0-9]+m", "").replaceFirst("^/", "error: /");
            facts.computeIfAbsent(
                            String.join(
                                    " ",
                                    line.commit(),
                                    line.name(),
                                    line.name().equals("pi") ? "hydraJobs.pi.aarch64-linux" : "null",
                                    line.recipe() + " @ " + error),
                            key -> new ArrayList<>())
                    .add(line);
        }
        return facts.entrySet().stream()
                .map(fact -> row(fact.getKey(), fact.getValue()))
                .sorted()
                .toList();
    }

    private static String row(String key, List<Line> lines) {
        String output = lines.stream()
                .map(Line::output)
                .filter(known -> known != null)
                .max(Comparator.naturalOrder())
                .orElse("null");
        String time = lines.stream().anyMatch(line -> line.time() == null)
                ? "null"
                : lines.stream()
                        .map(line ->
                                String.valueOf(line.time()).replace('T', ' ').replace(":00Z", ":00.0"))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        boolean isFailed = key.contains(" null @ ");
        return key.replace(
                " @ ", " " + output + (isFailed ? " dry-run-failed " : " dry-run-complete ") + time + " null ");
    }
}
