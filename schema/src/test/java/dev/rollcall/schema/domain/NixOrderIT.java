// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.NixProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and versions as Nix itself reads and orders them; skipped where there is no Nix. */
class NixOrderIT {

    private static final int CASES = 3000;
    private static final List<String> PARTS = List.of(
            "1",
            "2",
            "10",
            "03",
            "0",
            "pre",
            "a",
            "rc",
            "p",
            "q1",
            "",
            "lib",
            "2147483647",
            "2147483648",
            "00000000000000000007",
            "20250806123456789012",
            "_",
            "+",
            "Z",
            "unstable",
            "git");
    private static final List<String> SEPARATORS = List.of(".", "-", "", "..", "--", ".-");

    @TempDir
    Path folder;

    private final Random random = new Random(7);

    @BeforeEach
    void requireNix() throws InterruptedException {
        assumeTrue(
                NixProgram.isThere("nix-instantiate"),
                "SKIPPED: there is no Nix on this machine, so its order of versions is not compared");
    }

    @Test
    void should_order_versions_as_nix_does() throws Exception {
        List<String> versions = texts();
        String pairs = pairs(versions, pair -> "(builtins.compareVersions " + pair + ")");

        String nix = eval("[" + pairs + "]");

        String ours = IntStream.range(0, CASES)
                .mapToObj(i -> Integer.toString(Integer.signum(
                        VersionOrder.OLDEST_FIRST.compare(versions.get(2 * i), versions.get(2 * i + 1)))))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(explained(ours, versions)).isEqualTo(explained(nix, versions));
    }

    @Test
    void should_split_names_as_nix_does() throws Exception {
        List<String> names =
                texts().subList(0, CASES).stream().map(text -> "n" + text).toList();

        String nix = eval("map (n: let d = builtins.parseDrvName n; in \"${d.name} ${d.version}\") ["
                + names.stream().map(NixOrderIT::quoted).collect(Collectors.joining(" ")) + "]");

        String ours = names.stream()
                .map(PackageVersion::parse)
                .map(parsed -> quoted(parsed.name() + " " + parsed.version()))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(ours).isEqualTo(nix);
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2 * CASES; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(5); part >= 0; part--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())))
                        .append(
                                part == 0 && random.nextBoolean()
                                        ? ""
                                        : SEPARATORS.get(random.nextInt(SEPARATORS.size())));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String pairs(List<String> versions, Function<String, String> call) {
        return IntStream.range(0, CASES)
                .mapToObj(i -> call.apply(quoted(versions.get(2 * i)) + " " + quoted(versions.get(2 * i + 1))))
                .collect(Collectors.joining(" "));
    }

    /** With the versions beside the numbers, so that a failure shows them. */
    private static List<String> explained(String numbers, List<String> versions) {
        String[] each = numbers.substring(1, numbers.length() - 1).split(",", -1);
        return IntStream.range(0, each.length)
                .mapToObj(i -> versions.get(2 * i) + " : " + versions.get(2 * i + 1) + " = " + each[i])
                .toList();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private String eval(String expression) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("expression.nix"), expression);
        return NixProgram.in(folder)
                .run(folder, "nix-instantiate", "--eval", "--strict", "--json", file.toString())
                .strip();
    }
}
