// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A case of the status rules, in a folder as described in the README beside the cases. */
record WorldCase(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    static List<WorldCase> allIn(Path folder) {
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.filter(Files::isDirectory).sorted().map(WorldCase::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasSetUp() {
        return Files.exists(folder.resolve("setup.sh"));
    }

    /** The folders to import, in every possible order. */
    List<List<Path>> orders() {
        List<Path> steps = new ArrayList<>();
        for (int step = 1; Files.isDirectory(folder.resolve(String.valueOf(step))); step++) {
            steps.add(folder.resolve(String.valueOf(step)));
        }
        if (!Files.exists(folder.resolve("any-order"))) {
            return List.of(steps);
        }
        List<String> free = words("any-order");
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < steps.size(); place++) {
            if (free.isEmpty() || free.contains(String.valueOf(place + 1))) {
                places.add(place);
            }
        }
        List<List<Path>> orders = new ArrayList<>();
        permute(steps, places, 0, orders);
        return orders;
    }

    private static void permute(List<Path> steps, List<Integer> places, int from, List<List<Path>> orders) {
        if (from >= places.size()) {
            orders.add(List.copyOf(steps));
        }
        for (int other = from; other < places.size(); other++) {
            Collections.swap(steps, places.get(from), places.get(other));
            permute(steps, places, from + 1, orders);
            Collections.swap(steps, places.get(from), places.get(other));
        }
    }

    /** The aliases of hosts. */
    Map<String, String> aliases() {
        return lines("aliases.jsonl").stream()
                .map(JSON::readTree)
                .collect(Collectors.toMap(
                        line -> line.get("hostname").stringValue(),
                        line -> line.get("evaluation_name").stringValue(),
                        (a, b) -> b,
                        LinkedHashMap::new));
    }

    int exitCode() {
        return words("expect.exit").stream().findFirst().map(Integer::valueOf).orElse(0);
    }

    /** Regular expressions, each of which must match a line on stderr. */
    List<String> stderr() {
        return lines("expect.stderr");
    }

    /** The time of the answer; {@code now} for the program's. */
    String asOf() {
        return words("as-of").stream().findFirst().orElse("now");
    }

    List<String> options() {
        return words("options");
    }

    List<String> expected() {
        return lines("expect.csv");
    }

    private List<String> words(String file) {
        return lines(file).stream()
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .toList();
    }

    private List<String> lines(String file) {
        try {
            return Files.exists(folder.resolve(file))
                    ? Files.readAllLines(folder.resolve(file)).stream()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
