// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.report.format.system.StatusCsv;
import dev.rollcall.report.query.SystemQueries;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.oracle.Inventory;
import dev.rollcall.schema.oracle.Oracle;
import dev.rollcall.schema.oracle.Verdict;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every night of eight months of NixOS/infra, if {@code ROLLCALL_ACCEPTANCE_DATA} names the folder of its inventory
 * files.
 */
class RealBackfillIT {

    private static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");
    private static final int NIGHTS = 238;
    private static final String FOLDER = "ROLLCALL_ACCEPTANCE_DATA";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @Test
    void should_agree_with_the_oracle_at_every_night_when_backfilled(TestReporter reporter) throws Exception {
        String named = System.getenv(FOLDER);
        assumeTrue(named != null, FOLDER + " names no inventory, so the acceptance run is skipped");
        Path data = Path.of(named).toAbsolutePath();
        assertThat(rollcall("import", data.toString()).exitCode()).isZero();

        long started = System.nanoTime();
        Outcome backfill =
                rollcall("backfill", "--from", "2025-11-05T02:00:00Z", "--to", "2026-06-30T02:00:00Z", "--every", "1d");
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        reporter.publishEntry("backfill of " + NIGHTS + " nights took " + taken);

        assertThat(backfill.exitCode()).isZero();
        assertThat(backfill.out()).startsWith("Reconstructed " + NIGHTS + " nights");
        Inventory inventory = InventoryFiles.read(data);
        Map<Instant, Long> snapshots = snapshots();
        assertThat(snapshots).hasSize(NIGHTS);
        snapshots.forEach(
                (night, id) -> assertThat(kept(id)).as("night " + night).isEqualTo(oracle(inventory, night)));
    }

    private static Map<Instant, Long> snapshots() {
        Map<Instant, Long> snapshots = new TreeMap<>();
        POSTGRES.dsl()
                .fetch("select as_of, id from history.published_snapshots")
                .forEach(row -> snapshots.put(row.get(0, OffsetDateTime.class).toInstant(), row.get(1, Long.class)));
        return snapshots;
    }

    private static List<String> kept(long snapshotId) {
        StringWriter text = new StringWriter();
        try (StatusCsv csv = new StatusCsv(text)) {
            new SystemQueries(POSTGRES.dsl()).forEachOf(snapshotId, csv);
        }
        return text.toString().lines().skip(1).toList();
    }

    private static List<String> oracle(Inventory inventory, Instant night) {
        return Oracle.assess(inventory, night, Matching.EVIDENCE, Duration.ofHours(4)).stream()
                .map(Verdict::wholeCsv)
                .toList();
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run(args);
    }
}
