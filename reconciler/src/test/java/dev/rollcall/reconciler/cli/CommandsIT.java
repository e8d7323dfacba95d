// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsIT {

    private static final Instant NOW = Fleet.hour(48);

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
                .evaluation("infra", "a", "butler", "butler-1")
                .system("butler", "infra")
                .state("butler", "butler-1", 2);
    }

    @Test
    void should_publish_a_snapshot_and_write_a_report_when_run() {
        Outcome run = rollcall("run", "--label", "after the upgrade", "--stale-after", "9d");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("As of 2026-01-03T00:00:00Z: 1 system: 1 Up to Date, 0 Outdated, 0 Unknown State, 0 Offline");
        assertThat(folder.resolve("rollcall-report/index.html")).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void should_run_every_night_when_the_database_isolates_transactions_more(String isolation) {
        String database = String.valueOf(POSTGRES.dsl().fetchValue("select current_database()"));
        POSTGRES.dsl()
                .execute("alter database " + database + " set default_transaction_isolation = '" + isolation + "'");
        try {
            Outcome first = rollcall("run", "--as-of", Fleet.hour(24).toString());
            Outcome second = rollcall("run");

            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(second.exitCode()).as(second.err()).isZero();
        } finally {
            POSTGRES.dsl().execute("alter database " + database + " reset default_transaction_isolation");
        }
    }

    @Test
    void should_include_imports_of_the_same_second_when_no_time_is_given() throws Exception {
        String hash = "c0ffee".repeat(7).substring(0, 40);
        Path commits = Files.writeString(
                folder.resolve("commits.jsonl"),
                "{\"flake\": \"infra\", \"git_commit_hash\": \"" + hash + "\", \"first_parent\": \"" + Fleet.hash("a")
                        + "\", \"commit_timestamp\": \"2091-01-01T00:00:00Z\"}\n");

        Outcome imported = program(NOW.plusMillis(300)).run("import", commits.toString());
        Outcome status = program(NOW.plusMillis(900)).run("status", "--format", "csv");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(status.out()).contains("," + hash + ",1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json"})
    void should_not_complete_the_output_when_the_statuses_can_not_be_read(String format) {
        String none =
                rollcall("status", "--format", format, "--flake", "no-such-*").out();
        POSTGRES.dsl().execute("alter table inventory.heartbeats rename to lost");
        try {
            Outcome failed = rollcall("status", "--format", format);

            assertThat(failed.exitCode()).isEqualTo(ExitCode.ERROR.code());
            assertThat(failed.err()).startsWith("error[").hasLineCount(1);
            assertThat(failed.out()).isNotEqualTo(none);
        } finally {
            POSTGRES.dsl().execute("alter table inventory.lost rename to heartbeats");
        }
    }

    @Test
    void should_write_the_same_digits_when_the_locale_has_others() throws Exception {
        Path systems = Files.writeString(
                folder.resolve("systems.jsonl"), "{\"hostname\": \"web\", \"flake\": \"infra\", \"owner\": \"ops\"}\n");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            rollcall("run", "--as-of", "2026-01-02T00:00:00Z");
            Outcome imported = rollcall("import", systems.toString());
            Outcome run = rollcall("run");
            Outcome history = rollcall("history");
            Outcome explain = rollcall("explain", "butler");

            assertThat(imported.out()).contains(" 1 lines ", " 1 new ");
            assertThat(run.out()).contains("2 systems: 1 Up to Date, 0 Outdated, 0 Unknown State, 1 Offline (+1)");
            assertThat(history.out()).contains("2 (+1)");
            assertThat(explain.out()).contains("   1 ").doesNotContainPattern("[٠-٩]");
            assertThat(Files.readString(folder.resolve("rollcall-report/badges/systems.svg")))
                    .contains("width=\"178\"")
                    .doesNotContainPattern("[٠-٩]");
            assertThat(POSTGRES.dsl().fetchValues("select step_name from batch.batch_step_execution"))
                    .asString()
                    .contains("range-00001");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void should_change_nothing_and_report_it_when_a_time_is_run_twice() {
        Outcome first = rollcall("run");

        Outcome second = rollcall("run");

        assertThat(first.out()).doesNotContain("already exists");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("already exists (published 2026-01-03T00:00:00Z) and was not changed.");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(1L);
    }

    @Test
    void should_write_the_report_again_when_it_is_missing() throws Exception {
        rollcall("run");

        Outcome elsewhere = rollcall("run", "--out", "other");

        assertThat(elsewhere.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("other/index.html"))).contains("2026-01-03");
    }

    @Test
    void should_write_one_self_contained_page_when_asked_for_a_single_file() throws Exception {
        Outcome run = rollcall("run", "--single-file", "mail/report.html");

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("mail/report.html"))).contains("butler", "<style>", "</html>");
        assertThat(folder.resolve("rollcall-report/index.html")).isRegularFile();
    }

    @Test
    void should_exit_with_the_code_for_locked_and_name_the_holder_when_another_run_holds_the_lock() {
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            Outcome run = rollcall("run");

            assertThat(held).isNotNull();
            assertThat(run.exitCode()).isEqualTo(ExitCode.LOCKED.code());
            assertThat(run.err())
                    .matches("error\\[another-run]: Another rollcall run is using this database \\(user "
                            + POSTGRES.settings().user()
                            + ", application rollcall,"
                            + " since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\)\\. Try again when it finishes, or wait"
                            + " for it with --wait-lock\\.\\R");
        }
    }

    @Test
    void should_report_the_step_and_resume_there_when_the_report_can_not_be_written() throws Exception {
        Files.writeString(folder.resolve("blocked"), "a file where a folder should be");

        Outcome failed = rollcall("run", "--out", "blocked");
        Files.delete(folder.resolve("blocked"));
        Outcome again = rollcall("run", "--out", "blocked");

        assertThat(failed.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(failed.err())
                .contains("failed in step 'renderReport'", "blocked")
                .doesNotContain("\tat ");
        assertThat(again.exitCode()).isZero();
        assertThat(folder.resolve("blocked/index.html")).isRegularFile();
    }

    @Test
    void should_publish_nothing_when_a_system_has_no_verdict() {
        POSTGRES.dsl()
                .execute(
                        "create function public.lose() returns trigger language plpgsql as $$ begin return null; end $$");
        POSTGRES.dsl()
                .execute(
                        "create trigger lose before insert on history.recent_statuses for each row execute function public.lose()");

        Outcome run = rollcall("run");
        POSTGRES.dsl().execute("drop function public.lose() cascade");

        assertThat(run.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run.err()).contains("error[self-check-failed]: ");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.published_snapshots"))
                .isEqualTo(0L);
    }

    @Test
    void should_refuse_a_time_in_the_future() {
        Outcome run = rollcall("run", "--as-of", "2026-02-01T00:00:00Z");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("is in the future; it is now 2026-01-03T00:00:00Z.");
    }

    @Test
    void should_show_the_live_table_when_asked_for_the_status() {
        Outcome status = rollcall("status");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("● Up to Date  butler  infra", "1 system: 1 Up to Date");
    }

    @Test
    void should_find_nothing_to_do_when_migrated_again() {
        Outcome migrate = rollcall("migrate");

        assertThat(migrate.exitCode()).isZero();
        assertThat(migrate.out()).startsWith("The schemas are up to date, at 20");
    }

    private Outcome rollcall(String... args) {
        return program(NOW).run(args);
    }

    private RollcallProgram program(Instant now) {
        return RollcallProgram.in(folder, now).on(POSTGRES.settings());
    }
}
