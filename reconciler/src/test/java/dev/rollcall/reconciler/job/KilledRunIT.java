// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills a real process during the assessment. */
class KilledRunIT {

    private static final Instant NIGHT = Instant.parse("2026-01-03T02:00:00Z");
    private static final Instant NEXT_NIGHT = Instant.parse("2026-01-04T02:00:00Z");
    private static final int SYSTEMS = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    private static final String HISTORY = """
            select s.systems, s.published_at is not null, t.flake, t.systems, f.finding, f.subject
              from history.snapshots as s
              left join history.flake_totals as t
                on t.snapshot_id = s.id
              left join history.findings as f
                on f.snapshot_id = s.id
             order by t.flake, f.finding, f.subject
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_finish_the_run_and_never_show_half_of_it_when_it_was_killed() throws Exception {
        fleet();
        stallAt("host-5");

        Process run = start();
        waitForRows(run);
        run.destroyForcibly().waitFor();
        endOrphanedSessions();
        POSTGRES.dsl().execute("drop trigger stall on history.recent_statuses");
        Object publishedAfterKill = POSTGRES.dsl().fetchValue("select count(*) from history.published_snapshots");
        Outcome next = RollcallProgram.in(folder, NEXT_NIGHT)
                .on(POSTGRES.settings())
                .run("run", "--as-of", NEXT_NIGHT.toString());

        assertThat(publishedAfterKill).isEqualTo(0L);
        assertThat(next.exitCode()).isZero();
        assertThat(next.err()).startsWith("Finished the interrupted run as of " + NIGHT + ".");
        assertThat(differencesToAnUnbrokenRun()).isEqualTo(0L);
        assertThat(POSTGRES.dsl().fetchValue("select systems from history.published_snapshots order by as_of limit 1"))
                .isEqualTo(SYSTEMS);
        assertThat(POSTGRES.dsl()
                        .fetchValue(
                                "select count(*) from batch.batch_step_execution where step_name like 'assessRange:%'"
                                        + " and status = 'COMPLETED' and job_execution_id = 2"))
                .as("ranges that the second execution assessed")
                .isEqualTo((long) SYSTEMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "judge", "renderReport", "applyRetention"})
    void should_finish_the_run_when_it_was_killed_between_committing_a_step_and_recording_it(String step) {
        fleet();
        // a finding
        POSTGRES.dsl().execute("insert into inventory.systems (hostname) values ('without-flake')");
        assertThat(rollcall(NIGHT).exitCode()).isZero();
        Object before = POSTGRES.dsl().fetch(HISTORY).formatCSV();
        goBackTo(step);

        Outcome next = rollcall(NIGHT);

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.err()).doesNotContain("failed");
        assertThat(POSTGRES.dsl().fetch(HISTORY).formatCSV()).isEqualTo(before);
    }

    @Test
    void should_take_verdicts_and_findings_from_one_inventory_when_a_run_resumes() {
        fleet();
        POSTGRES.dsl().execute("insert into inventory.systems (hostname) values ('without-flake')");
        POSTGRES.dsl().execute("""
                create function public.fail() returns trigger language plpgsql as 'begin raise exception ''killed''; end';
                create trigger fail before update of published_at on history.snapshots
                  for each statement execute function public.fail();
                """);
        Outcome killed;
        try {
            killed = rollcall(NIGHT, "--range-size", "4");
        } finally {
            POSTGRES.dsl().execute("drop function public.fail() cascade");
        }
        // in two sessions, of which one has committed
        Object kept = POSTGRES.dsl().fetchValues("select subject from history.findings where finding = 'no-flake'");
        POSTGRES.dsl().execute("insert into inventory.systems (hostname) values ('without-flake-either')");
        POSTGRES.dsl().execute("update history.snapshots set rules_version = 1, rollcall_version = '0.0.1'");

        Outcome next = rollcall(NIGHT, "--range-size", "4");

        assertThat(killed.err()).contains("failed in step 'publish'");
        assertThat(kept).isEqualTo(List.of("without-flake"));
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(POSTGRES.dsl()
                        .fetchValues("select subject from history.findings where finding = 'no-flake' order by 1"))
                .isEqualTo(List.of("without-flake", "without-flake-either"));
        assertThat(
                        POSTGRES.dsl()
                                .fetchValues(
                                        "select hostname from history.system_statuses where hostname like 'without%' order by 1"))
                .isEqualTo(List.of("without-flake", "without-flake-either"));
        assertThat(POSTGRES.dsl().fetchValue("""
                        select rules_version = inventory.rules_version() and rollcall_version <> '0.0.1'
                          from history.snapshots
                        """)).isEqualTo(true);
    }

    /** As a kill leaves it: the step's work is done but not recorded, and the next step has not started. */
    private static void goBackTo(String step) {
        DSLContext dsl = POSTGRES.dsl();
        Object id =
                dsl.fetchValue("select step_execution_id from batch.batch_step_execution where step_name = ?", step);
        dsl.execute("delete from batch.batch_step_execution_context where step_execution_id > ?", id);
        dsl.execute("delete from batch.batch_step_execution where step_execution_id > ?", id);
        dsl.execute("""
                update batch.batch_step_execution
                   set status = 'STARTED', exit_code = 'EXECUTING', end_time = null
                 where step_execution_id = ?
                """, id);
        dsl.execute("update batch.batch_job_execution set status = 'STARTED', exit_code = 'UNKNOWN', end_time = null");
    }

    private Outcome rollcall(Instant night, String... options) {
        return RollcallProgram.in(folder, NEXT_NIGHT)
                .on(POSTGRES.settings())
                .run(Stream.concat(Stream.of("run", "--as-of", night.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static void fleet() {
        Fleet fleet = new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1);
        for (int i = 1; i <= SYSTEMS; i++) {
            fleet.system("host-" + i, "infra")
                    .evaluation("infra", "a", "host-" + i, "closure-" + i)
                    .state("host-" + i, "closure-" + i, 2);
        }
    }

    /** Makes the database wait before it stores the verdict of a host, while other ranges continue. */
    private static void stallAt(String hostname) {
        POSTGRES.dsl().execute("""
                        create function public.stall() returns trigger language plpgsql as
                        $$ begin perform pg_sleep(60); return new; end $$
                        """);
        POSTGRES.dsl()
                .execute(
                        "create trigger stall before insert on history.recent_statuses for each row when (new.hostname = '"
                                + hostname + "') execute function public.stall()");
    }

    private Process start() throws Exception {
        DatabaseSettings database = POSTGRES.settings();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target", "rollcall.jar").toAbsolutePath().toString(),
                        "run",
                        "--as-of",
                        NIGHT.toString(),
                        "--range-size",
                        "1")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile());
        builder.environment().put("ROLLCALL_DB_URL", database.url());
        builder.environment().put("ROLLCALL_DB_USER", String.valueOf(database.user()));
        builder.environment().put("ROLLCALL_DB_PASSWORD", String.valueOf(database.password()));
        return builder.start();
    }

    private void waitForRows(Process run) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rows() < 3) {
            assertThat(run.isAlive()).as("the run that is to be killed").isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static long rows() {
        return (Long) POSTGRES.dsl().fetchValue("select count(*) from history.system_statuses");
    }

    /** A server notices that a client has died only after its statement; these would sleep for a minute. */
    private static void endOrphanedSessions() {
        POSTGRES.dsl().execute("""
                        select pg_terminate_backend(pid, 30000)
                          from pg_stat_activity
                         where datname = current_database()
                           and (wait_event = 'PgSleep' or wait_event_type = 'Lock')
                           and pid <> pg_backend_pid()
                        """);
    }

    private static Object differencesToAnUnbrokenRun() {
        return POSTGRES.dsl().fetchValue("""
                        select count(*)
                          from (
                                 select hostname, status, reason, running_commit, store_path
                                   from history.system_statuses
                                  where snapshot_id = (select min(id) from history.snapshots)
                               ) as kept
                          full join inventory.assess_systems(?::timestamptz) as fresh
                            on fresh.hostname = kept.hostname
                         where (kept.status, kept.reason, kept.running_commit, kept.store_path)
                               is distinct from (fresh.status, fresh.reason, fresh.running_commit, fresh.store_path)
                        """, NIGHT.toString());
    }
}
