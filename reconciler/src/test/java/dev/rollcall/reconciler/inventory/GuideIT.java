// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Following docs/inventory.md gives a first report with the promised statuses. */
class GuideIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Guide guide = Guide.read();
        Path inventory = Files.createDirectory(folder.resolve("inventory"));
        for (FileKind kind : FileKind.values()) {
            Files.writeString(inventory.resolve(kind.fileName()), guide.file(kind.fileName()));
        }
    }

    @Test
    void should_give_a_first_report_when_the_page_is_followed() throws IOException {
        Map<String, String> said = new TreeMap<>();
        for (String command : Guide.read().command("first report").lines().toList()) {
            List<String> words = List.of(command.split(" "));
            Outcome outcome = RollcallProgram.in(folder, Instant.parse("2026-11-22T03:00:00Z"))
                    .on(POSTGRES.settings())
                    .run(words.subList(1, words.size()).toArray(String[]::new));
            assertThat(outcome.exitCode()).as(command + ": " + outcome.err()).isZero();
            said.put(words.get(1), outcome.out());
        }

        assertThat(said.get("run")).contains(promised());
        assertThat(said.get("explain")).contains("ci is Outdated: evaluation-failed");
        assertThat(statuses())
                .containsExactly(
                        "ci Outdated evaluation-failed",
                        "db Outdated awaiting-deployment",
                        "kiosk Offline never-deployed",
                        "web Up to Date runs-newest");
        try (Stream<Path> pages = Files.walk(folder.resolve("report"))) {
            assertThat(pages).anyMatch(page -> page.endsWith("index.html"));
        }
    }

    /** The line of the page that quotes the output of the run. */
    private static String promised() throws IOException {
        String text = Guide.text();
        int from = text.indexOf("The run prints `") + "The run prints `".length();
        return text.substring(from, text.indexOf('`', from));
    }

    private List<String> statuses() {
        return RollcallProgram.in(folder, Instant.parse("2026-11-22T03:00:00Z"))
                .on(POSTGRES.settings())
                .run("status", "--format", "csv", "--as-of", "2026-11-22T02:00:00Z")
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .map(columns -> columns[0] + " " + columns[2] + " " + columns[3])
                .toList();
    }
}
