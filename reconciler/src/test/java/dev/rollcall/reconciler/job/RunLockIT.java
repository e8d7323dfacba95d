// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static dev.rollcall.schema.jooq.history.Tables.SNAPSHOTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.table;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.gate.Policy;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.domain.Trigger;
import dev.rollcall.schema.error.ErrorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Concurrent runs. */
class RunLockIT {

    private static final Instant NIGHT = Instant.parse("2026-01-03T02:00:00Z");
    private static final int AT_ONCE = 6;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private final ExecutorService others = Executors.newCachedThreadPool();

    @BeforeEach
    void fleet() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1).system("web", "infra");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "prune", "report --out r", "backfill --from 2026-01-01T00:00Z --to 2026-01-02T00:00Z"})
    void should_exit_with_its_own_code_when_another_holds_the_lock(String command) {
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            held.requireHeld();

            Outcome refused = rollcall(command.split(" "));
            Outcome impatient = rollcall((command + " --wait-lock 1s").split(" "));

            assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED.code());
            assertThat(refused.err()).startsWith("error[another-run]: ").contains("--wait-lock");
            assertThat(impatient.exitCode()).isEqualTo(ExitCode.LOCKED.code());
            assertThat(impatient.err()).contains("did not finish within the 1 s of --wait-lock");
        }
    }

    @Test
    void should_migrate_only_when_no_run_holds_the_lock() {
        POSTGRES.dsl()
                .execute(
                        "update history.flyway_schema_history set checksum = 1 where description = '80 rules version'");
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            held.requireHeld();

            Outcome refused = rollcall("migrate");

            assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED.code());
            assertThat(refused.err()).startsWith("error[another-run]: ").contains("--wait-lock");
        }
        assertThat(rollcall("migrate").out()).startsWith("Applied 1 migration;");
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            held.requireHeld();

            assertThat(rollcall("migrate").out()).startsWith("The schemas are up to date");
        }
    }

    @Test
    void should_refuse_to_run_when_the_table_of_the_lock_is_empty() {
        POSTGRES.dsl().execute("delete from history.run_lock");

        Outcome refused = rollcall("run");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(refused.err()).startsWith("error[schemas-unusable]: ").hasLineCount(1);
        POSTGRES.dsl().execute(refused.err().replaceAll("(?s).*: (insert into .*)\\.\\R", "$1"));
        assertThat(rollcall("run").exitCode()).isZero();
    }

    @Test
    void should_start_when_a_role_that_may_not_run_holds_the_key_of_the_last_run() throws Exception {
        POSTGRES.dsl().execute("""
                do $$
                begin
                  if not exists (select from pg_roles where rolname = 'rollcall_test_stranger') then
                    create role rollcall_test_stranger login password 'stranger';
                  end if;
                end
                $$
                """);
        Future<?> waiting;
        try (Connection stranger =
                DriverManager.getConnection(POSTGRES.settings().url(), "rollcall_test_stranger", "stranger")) {
            try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
                held.requireHeld();
                Object key = POSTGRES.dsl().fetchValue("select key from history.run_lock");
                waiting =
                        others.submit(() -> stranger.createStatement().execute("select pg_advisory_lock(" + key + ")"));
                awaitWaiting(1, waiting);
            }
            waiting.get();

            Outcome run = rollcall("run");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThatThrownBy(() -> stranger.createStatement().execute("select from history.run_lock for update"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void should_wait_no_longer_than_the_holder_when_a_stranger_holds_the_key() throws Exception {
        Future<Outcome> waiting;
        try (Connection stranger = POSTGRES.database().dataSource().getConnection()) {
            try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
                held.requireHeld();
                Object key = POSTGRES.dsl().fetchValue("select key from history.run_lock");
                Future<?> grabbing =
                        others.submit(() -> stranger.createStatement().execute("select pg_advisory_lock(" + key + ")"));
                awaitWaiting(1, grabbing);
                waiting = others.submit(() -> rollcall("run", "--wait-lock", "10m"));
                awaitWaiting(2, waiting);
            }

            assertThat(waiting.get(2, TimeUnit.MINUTES).exitCode()).isZero();
            stranger.createStatement().execute("select pg_advisory_unlock_all()");
        }
    }

    @Test
    void should_hold_the_lock_outside_of_a_transaction_when_idle() {
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            held.requireHeld();

            assertThat(POSTGRES.dsl().fetchValue("""
                            select a.state || ' ' || (a.xact_start is null)
                              from pg_stat_activity as a
                              join history.run_lock as r
                                on r.pid = a.pid
                            """)).isEqualTo("idle true");
        }
    }

    @Test
    void should_start_when_the_lock_is_released() throws Exception {
        Future<Outcome> waiting;
        try (RunLock held = RunLock.acquire(POSTGRES.database().dataSource(), Duration.ZERO)) {
            held.requireHeld();
            waiting = others.submit(() -> rollcall("run", "--wait-lock", "10m"));
            awaitWaiting(1, waiting);
        }

        assertThat(waiting.get().exitCode()).isZero();
        assertThat(waiting.get().out()).contains("1 system");
    }

    @Test
    void should_publish_one_snapshot_when_many_runs_of_one_night_start_together() throws Exception {
        List<Future<Outcome>> runs = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            runs.add(others.submit(() -> rollcall("run", "--wait-lock", "10m")));
        }

        for (Future<Outcome> run : runs) {
            assertThat(run.get().exitCode()).as(run.get().err()).isZero();
        }
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(1L);
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from batch.batch_job_execution"))
                .isEqualTo(1L);
    }

    @Test
    void should_stop_and_be_resumed_when_the_server_ended_the_session_of_the_lock() {
        Clock clock = Clock.fixed(NIGHT, ZoneOffset.UTC);
        try (NightlyRun run = NightlyRun.open(
                POSTGRES.database(), clock, Duration.ZERO, Policy.NONE, Parallelism.DEFAULT, step -> {})) {
            POSTGRES.dsl().execute("select pg_terminate_backend(pid, 30000) from pg_locks where locktype = 'advisory'");

            assertThatThrownBy(() -> run.run(RunRequest.of(NIGHT, folder.resolve("lost"), Trigger.RUN)))
                    .hasFieldOrPropertyWithValue("name", ErrorName.RUN_LOCK_LOST);
        }

        Outcome next = rollcall("run");

        assertThat(next.exitCode()).isZero();
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.published_snapshots"))
                .isEqualTo(1L);
    }

    @Test
    void should_run_when_an_earlier_one_was_killed_before_it_had_an_execution() {
        assertThat(rollcall("run").exitCode()).isZero();
        POSTGRES.dsl().execute("""
                        delete from batch.batch_step_execution_context;
                        delete from batch.batch_step_execution;
                        delete from batch.batch_job_execution_context;
                        delete from batch.batch_job_execution_params;
                        delete from batch.batch_job_execution;
                        delete from history.snapshots
                        """);

        Outcome next = rollcall("run");

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.published_snapshots"))
                .isEqualTo(1L);
    }

    @Test
    void should_show_the_newest_verdict_when_a_run_was_killed_between_storing_and_rendering_it() throws IOException {
        assertThat(rollcall("run", "--stale-after", "9d", "--max-offline", "5").exitCode())
                .isZero();
        // another policy is evaluated, and its run gets no further
        assertThat(rollcall("gate", "--max-offline", "0").exitCode()).isEqualTo(ExitCode.GATE_FAILED.code());

        Outcome again = rollcall("run", "--stale-after", "9d", "--max-offline", "0");

        assertThat(again.exitCode()).isEqualTo(ExitCode.GATE_FAILED.code());
        assertThat(overview()).contains("class=\"gate failed\"");
    }

    @Test
    void should_leave_no_row_when_the_snapshot_is_deleted_while_it_is_filled() throws Exception {
        Future<Outcome> filling;
        Future<?> deleting;
        try (Connection other = POSTGRES.database().dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table inventory.system_states in access exclusive mode");
            filling = others.submit(() -> rollcall("run"));
            awaitWaiting(1, filling);
            deleting = others.submit(() -> POSTGRES.dsl().execute("delete from history.snapshots"));
            awaitWaiting(2, deleting);
        }
        deleting.get();

        assertThat(filling.get().exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(filling.get().err())
                .contains("was published or removed by another process meanwhile")
                .contains("the next run starts over");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.recent_statuses"))
                .isEqualTo(0L);
        Outcome next = rollcall("run");
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.err())
                .startsWith("The run as of " + NIGHT
                        + " was interrupted and is dropped, because its snapshot was removed.\n");
    }

    @Test
    void should_name_the_removed_snapshot_when_it_is_deleted_after_a_step_started_reading() throws Exception {
        assertThat(rollcall("run").exitCode()).isZero();
        POSTGRES.dsl().execute("""
                update history.snapshots
                   set (published_at, systems, up_to_date, outdated, unknown_state, offline, silent, pinned) =
                       (null, null, null, null, null, null, null, null)
                """);
        Long id = POSTGRES.dsl().select(SNAPSHOTS.ID).from(SNAPSHOTS).fetchSingle(SNAPSHOTS.ID);
        try (Connection step = POSTGRES.database().dataSource().getConnection()) {
            step.setAutoCommit(false);
            step.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            step.createStatement().execute("select from history.snapshots");
            POSTGRES.dsl().execute("delete from history.snapshots");
            OpenSnapshots snapshots =
                    new OpenSnapshots(DSL.using(new SingleConnectionDataSource(step, true), SQLDialect.POSTGRES));

            assertThatThrownBy(() -> snapshots.requireOpen(id))
                    .hasFieldOrPropertyWithValue("name", ErrorName.SNAPSHOT_CHANGED);
        }
    }

    @Test
    void should_store_nothing_and_report_why_when_the_server_ends_the_session_of_an_import() throws Exception {
        Files.writeString(folder.resolve("flakes.jsonl"), "{\"name\":\"new\"}\n");
        Future<Outcome> importing;
        try (Connection other = POSTGRES.database().dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table inventory.flakes in access exclusive mode");
            importing = others.submit(() -> rollcall("import", "flakes.jsonl"));
            while (!importing.isDone()) {
                POSTGRES.dsl().execute("""
                        select pg_terminate_backend(pid)
                          from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }

        assertThat(importing.get().exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(importing.get().err())
                .startsWith("error[connection-lost]: ")
                .contains("Nothing was stored.")
                .hasLineCount(1);
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.flakes where name = 'new'"))
                .isEqualTo(0L);
    }

    /** Until this many sessions wait for a lock, or the task that should be among them has ended. */
    private static void awaitWaiting(int sessions, Future<?> task) throws InterruptedException {
        Condition waits = condition("datname = current_database() and wait_event_type = 'Lock'");
        while (!task.isDone() && POSTGRES.dsl().fetchCount(table("pg_stat_activity"), waits) < sessions) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String overview() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("rollcall-report"))) {
            return Files.readString(files.filter(file -> file.toString().matches(".*Z-\\d+/index\\.html"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private Outcome rollcall(String... command) {
        return RollcallProgram.in(folder, NIGHT).on(POSTGRES.settings()).run(command);
    }
}
