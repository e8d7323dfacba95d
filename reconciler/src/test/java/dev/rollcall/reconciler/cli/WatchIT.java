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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Monitoring of nights that did not happen, or will not. */
class WatchIT {

    private static final Instant NIGHT = Fleet.hour(24);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void oneSystem() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .commit("infra", "a", 1)
                .system("butler", "infra")
                .state("butler", "butler-1", 20);
    }

    @Test
    void should_be_fresh_when_the_last_night_and_the_newest_fact_are_of_today() {
        at(24, "run");

        Outcome fresh = at(34, "status", "--freshness");

        assertThat(fresh.out())
                .isEqualTo("OK: last night: as of 2026-01-02 00:00 UTC, 10 h ago; the inventory is fresh.\n");
        assertThat(fresh.exitCode()).isZero();
    }

    @Test
    void should_be_stale_when_a_night_is_missing_or_there_was_none() {
        Outcome none = at(24, "status", "--freshness");
        at(24, "run");
        Outcome late = at(34, "status", "--freshness=90m");
        Outcome missing = at(61, "status", "--freshness", "--stale-after", "9d");

        assertThat(none.exitCode()).isEqualTo(ExitCode.GATE_UNDECIDABLE.code());
        assertThat(none.out()).startsWith("STALE: last night: none yet; the inventory is fresh.");
        assertThat(late.exitCode()).isEqualTo(ExitCode.GATE_UNDECIDABLE.code());
        assertThat(late.out()).contains("10 h ago, expected at most 90 min;");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.GATE_UNDECIDABLE.code());
        assertThat(missing.out()).contains("37 h ago, expected at most 36 h; the inventory is fresh.");
    }

    @Test
    void should_be_stale_when_a_night_used_old_facts() {
        at(48, "run");

        Outcome stale = at(48, "status", "--freshness");

        assertThat(stale.exitCode()).isEqualTo(ExitCode.GATE_UNDECIDABLE.code());
        assertThat(stale.out())
                .contains("last night: as of 2026-01-03 00:00 UTC", "stale (nothing newer than 2026-01-01 20:00 UTC)");
    }

    @Test
    void should_ignore_backfilled_nights_when_checking_freshness() {
        POSTGRES.dsl().execute("delete from history.snapshots");
        at(24, "run");
        POSTGRES.dsl().execute("update history.snapshots set run_trigger = 'backfill'");

        assertThat(at(25, "status", "--freshness").out()).contains("none yet");
    }

    @Test
    void should_not_count_later_nights_when_checking_the_freshness_of_the_past() {
        at(24, "run");
        at(48, "run");

        Outcome between = at(50, "status", "--freshness", "--as-of", "2026-01-02T05:00:00Z");
        Outcome before = at(50, "status", "--freshness", "--as-of", "2026-01-01T23:00:00Z");

        assertThat(between.out()).startsWith("OK: last night: as of 2026-01-02 00:00 UTC, 5 h ago;");
        assertThat(before.out()).startsWith("STALE: last night: none yet;");
    }

    @Test
    void should_list_missing_nights_and_why_in_the_next_report() throws IOException {
        at(24, "run");
        POSTGRES.dsl()
                .execute(
                        "create function public.lose() returns trigger language plpgsql as $$ begin return null; end $$");
        POSTGRES.dsl()
                .execute(
                        "create trigger lose before insert on history.recent_statuses for each row execute function public.lose()");
        try {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThat(at(48, "run").exitCode()).isEqualTo(ExitCode.ERROR.code());
            }
        } finally {
            POSTGRES.dsl().execute("drop function public.lose() cascade");
        }

        Outcome next = at(97, "run", "--metrics", "night.prom", "--single-file", "night.html");

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(Files.readString(folder.resolve("night.html")))
                .contains("2 nights are missing before this one: 2026-01-03 (the run failed at step assessRanges),"
                        + " 2026-01-04 (no run was recorded).");
        assertThat(Files.readString(folder.resolve("night.prom")))
                .contains("rollcall_missing_nights 2.0", "rollcall_newest_fact_timestamp_seconds 1.7672976E9");
        at(121, "run", "--metrics", "night.prom");
        assertThat(Files.readString(folder.resolve("night.prom"))).contains("rollcall_missing_nights 0.0");
        assertThat(at(24 * 36.5, "prune").out()).doesNotContain("2026-01-03");
        assertThat(at(24 * 37.5, "prune").out()).contains("2026-01-03T00:00:00Z  snapshot ", "Removed 1 snapshot.");
    }

    @Test
    void should_not_list_a_night_as_missing_when_its_snapshot_was_removed_or_the_timer_was_late() throws IOException {
        at(24, "run");
        at(48, "run");
        POSTGRES.dsl().execute("delete from history.snapshots where as_of = '2026-01-03T00:00:00Z'");

        at(72, "run", "--metrics", "removed.prom");
        at(107, "run", "--metrics", "late.prom");

        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(3L);
        assertThat(Files.readString(folder.resolve("removed.prom"))).contains("rollcall_missing_nights 0.0");
        assertThat(Files.readString(folder.resolve("late.prom"))).contains("rollcall_missing_nights 0.0");
    }

    @Test
    void should_not_join_missing_nights_when_one_between_them_was_removed() throws IOException {
        at(24, "run");
        at(72, "run");
        POSTGRES.dsl().execute("delete from history.snapshots where as_of = '2026-01-04T00:00:00Z'");

        at(144, "run", "--single-file", "night.html");

        assertThat(Files.readString(folder.resolve("night.html")))
                .contains("3 nights are missing before this one: 2026-01-03 (no run was recorded),"
                        + " 2026-01-05 to 2026-01-06 (no run was recorded).");
    }

    @Test
    void should_find_no_problem_when_the_next_night_has_all_it_needs() throws IOException {
        Files.createDirectory(folder.resolve("drops"));
        at(24, "run");

        Outcome doctor = at(25, "doctor", "run", "--import", "drops", "--max-outdated", "5%");

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("  ok       versions: rollcall ", "  ok       database: PostgreSQL ")
                .contains("  ok       rights: this user can run the nightly job and import")
                .contains("  ok       drop folder: " + folder.resolve("drops"))
                .contains("  ok       last night: as of 2026-01-02 00:00 UTC, 1 h ago")
                .contains("  ok       next night: imports " + folder.resolve("drops")
                        + ", assesses, checks 1 rule, writes " + folder.resolve("rollcall-report"))
                // the clock of this test differs from the server's
                .contains("  warning  clock: 2026-01-02 01:00 UTC here, ")
                .doesNotContain("problem ");
    }

    @Test
    void should_not_announce_to_create_an_archive_when_it_exists() throws IOException {
        Files.createDirectories(folder.resolve("nights"));

        assertThat(at(25, "doctor", "run", "--out", "nights").out()).containsPattern("ok +archive: .*nights\\R");
        assertThat(at(25, "doctor", "run", "--out", "others").out()).contains("others, which the first run creates");
    }

    @Test
    void should_list_what_the_next_night_lacks_and_fail_when_it_can_not_run() throws IOException {
        Files.writeString(folder.resolve("report"), "a file");

        Outcome doctor = at(25, "doctor", "run", "--import", "none", "--out", "report/nights");

        assertThat(doctor.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(doctor.out())
                .contains("  problem  archive: the report can't be written to ", "report is not a folder")
                .contains("  problem  drop folder: " + folder.resolve("none") + " does not exist")
                .contains("  warning  last night: none yet")
                .contains("Fix: Run it once by hand: rollcall run");
    }

    @Test
    void should_check_the_night_of_a_configuration_when_its_own_option_names_it() throws IOException {
        Files.writeString(folder.resolve("night.properties"), "import = none\nout = nights\n");
        Files.writeString(folder.resolve("other.properties"), "out = others\n");

        for (String command : List.of(
                "doctor --config night.properties",
                "doctor --config night.properties run",
                "doctor --config=night.properties run --max-outdated 5%",
                "doctor --config other.properties run --config night.properties",
                "doctor run --config night.properties")) {
            Outcome doctor = at(25, command.split(" "));

            assertThat(doctor.exitCode()).as(command).isEqualTo(ExitCode.ERROR.code());
            assertThat(doctor.out())
                    .as(command)
                    .contains(
                            "  problem  drop folder: " + folder.resolve("none"),
                            folder.resolve("nights").toString());
        }
    }

    @Test
    void should_warn_that_there_are_no_systems_when_nights_are_backfilled() {
        POSTGRES.clear();
        String[] command = "backfill --from 2026-01-01T02:00:00Z --to 2026-01-02T02:00:00Z --reports none".split(" ");

        Outcome first = at(48, command);
        Outcome again = at(48, command);

        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).startsWith("warning: no active system is registered;");
        assertThat(again.err()).isEmpty();
    }

    @Test
    void should_warn_that_the_inventory_is_stale_when_a_run_or_a_gate_that_prints_it_uses_old_facts() {
        Outcome run = at(48, "run");
        Outcome fresh = at(21, "run", "--as-of", "2026-01-01T21:00:00Z");
        Outcome gate = at(48, "run", "--max-outdated", "5");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualToIgnoringNewLines("warning: the inventory is stale (nothing newer than 2026-01-01 20:00 UTC);"
                        + " these statuses may be out of date");
        assertThat(fresh.err()).isEmpty();
        assertThat(gate.out()).contains("stale");
        assertThat(gate.err()).isEmpty();
    }

    @Test
    void should_report_what_a_run_would_refuse_when_an_option_is_wrong() {
        Outcome doctor = at(25, "doctor", "run", "--policy", "none.yaml");
        Outcome other = at(25, "doctor", "prune");

        assertThat(doctor.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(doctor.out()).contains("  problem  options: the run would not start: ", "none.yaml");
        assertThat(other.out()).contains("'prune' is not the nightly command");
    }

    @Test
    void should_list_what_the_machine_lacks_when_there_is_no_database() {
        Outcome doctor = RollcallProgram.in(folder, NIGHT)
                .with("ROLLCALL_DB_URL", "mysql://localhost/fleet")
                .run("doctor");

        assertThat(doctor.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(doctor.out()).contains("  ok       disk: ").doesNotContain("database:");
        assertThat(doctor.err()).startsWith("error[invalid-database-url]: ");
    }

    @Test
    void should_check_the_database_of_its_option_when_another_one_is_configured() {
        Outcome doctor = RollcallProgram.in(folder, NIGHT)
                .with("ROLLCALL_DB_URL", "postgresql://localhost:1/fleet")
                .run("doctor", "--db-url", "mysql://localhost/fleet");

        assertThat(doctor.err()).startsWith("error[invalid-database-url]: ");
    }

    private Outcome at(double hour, String... args) {
        return RollcallProgram.in(folder, Fleet.hour(hour))
                .on(POSTGRES.settings())
                .run(args);
    }
}
