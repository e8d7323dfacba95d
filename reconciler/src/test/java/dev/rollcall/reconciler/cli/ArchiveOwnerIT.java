// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two databases with the same times and ids of nights, and one archive. */
class ArchiveOwnerIT {

    private static final Instant NOW = Fleet.hour(24 * 1000);
    private static final String NIGHT = "run --as-of 2026-01-02T00:00:00Z --out archive";
    private static final String NEXT_NIGHT = "run --as-of 2026-01-03T00:00:00Z --out archive";

    @RegisterExtension
    static final PostgresExtension OWNER = PostgresExtension.migrated();

    @RegisterExtension
    static final PostgresExtension STRANGER = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void oneSystemEach() {
        for (PostgresExtension database : new PostgresExtension[] {OWNER, STRANGER}) {
            database.clear();
            // both are copies of one template
            database.dsl().execute("update history.identity set id = gen_random_uuid()");
            new Fleet(database.dsl()).flake("infra").commit("infra", "a", 1).system("butler", "infra");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NIGHT,
                NEXT_NIGHT,
                "report --snapshot 1 --out archive",
                "report --snapshot 1 --out archive --overwrite",
                "gate --snapshot 1 --max-outdated 9 --out archive",
                "backfill --from 2026-01-03T00:00:00Z --to 2026-01-05T00:00:00Z --out archive",
                "prune --keep-all 1d --keep-daily 1d --out archive",
                "prune --html --out archive",
                "prune --html --dry-run --out archive"
            })
    void should_refuse_before_it_changes_anything_when_the_archive_is_of_another_database(String line)
            throws IOException {
        rollcall(OWNER, NIGHT);
        Map<String, String> before = files();
        rollcall(STRANGER, "run --as-of 2026-01-02T00:00:00Z --out elsewhere");
        int nights = nights(STRANGER);

        Outcome refused = rollcall(STRANGER, line);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualToIgnoringNewLines(
                        "error[archive-of-another-history]: The archive " + folder.resolve("archive")
                                + " belongs to a different history than this database: to another database, or to this one"
                                + " before it was recreated. Choose another folder with --out, or move that one away to start over.");
        assertThat(files()).isEqualTo(before);
        assertThat(nights(STRANGER)).isEqualTo(nights);
        assertThat(STRANGER.dsl().fetchCount(STRANGER.dsl().selectFrom("history.gate_verdicts")))
                .isZero();
    }

    @Test
    void should_continue_when_the_archive_is_its_own() {
        rollcall(OWNER, NIGHT);

        assertThat(rollcall(OWNER, NEXT_NIGHT).exitCode()).isZero();
        assertThat(rollcall(OWNER, "prune --html --out archive").exitCode()).isZero();
    }

    @Test
    void should_accept_an_archive_without_owner_when_it_has_its_nights() throws IOException {
        rollcall(OWNER, NIGHT);
        String owner = Files.readString(owner());
        Files.delete(owner());

        Outcome next = rollcall(OWNER, NEXT_NIGHT);

        assertThat(next.exitCode()).isZero();
        assertThat(owner()).hasContent(owner);
    }

    @Test
    void should_refuse_an_archive_without_owner_when_it_has_other_nights() throws IOException {
        rollcall(OWNER, NIGHT);
        Files.delete(owner());

        Outcome unknown = rollcall(STRANGER, NEXT_NIGHT);
        int assessed = nights(STRANGER);
        rollcall(STRANGER, "run --as-of 2026-01-04T00:00:00Z --out elsewhere");
        Outcome other = rollcall(STRANGER, NEXT_NIGHT);

        assertThat(unknown.err()).contains("does not record which history it belongs to");
        assertThat(assessed).isZero();
        assertThat(other.err()).contains("does not record which history it belongs to");
        assertThat(owner()).doesNotExist();
    }

    @Test
    void should_refuse_an_archive_without_owner_when_only_one_night_has_a_known_name() throws IOException {
        rollcall(OWNER, NIGHT);
        rollcall(OWNER, NEXT_NIGHT);
        Files.delete(owner());
        rollcall(STRANGER, "run --as-of 2026-01-02T00:00:00Z --out elsewhere");
        rollcall(STRANGER, "run --as-of 2026-01-04T00:00:00Z --out elsewhere");

        Outcome refused = rollcall(STRANGER, "run --as-of 2026-01-05T00:00:00Z --out archive");

        assertThat(refused.err()).contains("does not record which history it belongs to");
        assertThat(nights(STRANGER)).isEqualTo(2);
    }

    @Test
    void should_report_what_is_damaged_when_the_archive_has_no_valid_owner() throws IOException {
        rollcall(OWNER, NIGHT);
        Files.write(owner(), new byte[] {(byte) 0xff, 0, 1});

        Outcome refused = rollcall(OWNER, NEXT_NIGHT);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).startsWith("error[archive-owner-damaged]: ").contains(owner().toString());
    }

    @Test
    void should_write_nothing_when_a_dry_run_reads_an_archive_without_owner() throws IOException {
        rollcall(OWNER, NIGHT);
        Files.delete(owner());

        assertThat(rollcall(OWNER, "prune --html --dry-run --out archive").exitCode())
                .isZero();
        assertThat(owner()).doesNotExist();
    }

    private Path owner() {
        return folder.resolve("archive/.rollcall-history");
    }

    private static int nights(PostgresExtension database) {
        return database.dsl().fetchCount(database.dsl().selectFrom("history.snapshots"));
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder.resolve("archive"))) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private Outcome rollcall(PostgresExtension database, String line) {
        return RollcallProgram.in(folder, NOW).on(database.settings()).run(line.split(" ", -1));
    }
}
