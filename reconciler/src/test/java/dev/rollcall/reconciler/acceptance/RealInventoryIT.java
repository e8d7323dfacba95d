// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory;
import dev.rollcall.schema.oracle.Oracle;
import dev.rollcall.schema.oracle.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The machines of NixOS/infra over eight months, if {@code ROLLCALL_ACCEPTANCE_DATA} names the folder of their
 * inventory files.
 */
class RealInventoryIT {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
    private static final String FOLDER = "ROLLCALL_ACCEPTANCE_DATA";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    private static Path data = Path.of("");

    @BeforeAll
    static void importInventory(TestReporter reporter) {
        String named = System.getenv(FOLDER);
        assumeTrue(named != null, FOLDER + " names no inventory, so the acceptance run is skipped");
        data = Path.of(named).toAbsolutePath();
        reporter.publishEntry("acceptance run on " + data);
        assertThat(rollcall("import", data.toString()).exitCode()).isZero();
    }

    @Test
    void should_have_the_known_counts_when_the_night_of_june_29_is_assessed() {
        Outcome run = rollcall("run", "--as-of", "2026-06-29T02:00:00Z", "--out", "stated");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("21 systems: 8 Up to Date", "11 Outdated", "0 Unknown State", "2 Offline");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-20T02:00:00Z, evidence", "2025-11-20T02:00:00Z, name",
        "2026-01-15T02:00:00Z, evidence", "2026-01-15T02:00:00Z, name",
        "2026-03-02T12:00:00Z, evidence", "2026-03-02T12:00:00Z, name",
        "2026-05-10T02:00:00Z, evidence", "2026-05-10T02:00:00Z, name",
        "2026-06-29T02:00:00Z, evidence", "2026-06-29T02:00:00Z, name",
        "2026-07-01T00:00:00Z, evidence", "2026-07-01T00:00:00Z, name",
    })
    void should_agree_with_the_oracle_row_by_row_when_a_night_is_assessed(Instant asOf, String matching)
            throws IOException {
        List<String> expected = oracle(asOf, matching);

        Outcome run = rollcall("run", "--as-of", asOf.toString(), "--matching", matching, "--out", "report");
        Outcome status = rollcall("status", "--as-of", asOf.toString(), "--matching", matching, "--format", "csv");

        assertThat(run.exitCode()).isZero();
        assertThat(status.out().lines()).containsExactlyElementsOf(expected);
        assertThat(Files.readString(csvOf(run))).isEqualTo(status.out());
    }

    @Test
    void should_change_nothing_when_the_inventory_is_imported_again() {
        Outcome again = rollcall("import", data.toString());

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("Nothing changed");
    }

    private static List<String> oracle(Instant asOf, String matching) throws IOException {
        Inventory inventory = InventoryFiles.read(data);
        return Stream.concat(
                        Stream.of(Verdict.CSV_HEADER),
                        Oracle.assess(
                                        inventory,
                                        asOf,
                                        matching.equals("name") ? Matching.NAME : Matching.EVIDENCE,
                                        Duration.ofHours(4))
                                .stream()
                                .map(Verdict::wholeCsv))
                .toList();
    }

    private static Path csvOf(Outcome run) {
        String uri = run.out()
                .lines()
                .filter(line -> line.startsWith("Report: "))
                .findFirst()
                .orElseThrow()
                .substring("Report: ".length());
        return Path.of(URI.create(uri)).resolveSibling("systems.csv");
    }

    private static Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run(args);
    }
}
