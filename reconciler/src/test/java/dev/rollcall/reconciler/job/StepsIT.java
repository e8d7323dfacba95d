// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.table;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each step reads and writes, and how an interrupted run is resumed. */
class StepsIT {

    private static final String EARLIER = "2026-01-02T14:00:00Z";
    private static final String FIRST = "2026-01-03T02:00:00Z";
    private static final String SECOND = "2026-01-04T02:00:00Z";
    private static final String THIRD = "2026-01-05T02:00:00Z";
    private static final String FOURTH = "2026-01-06T02:00:00Z";

    /** The key of an advisory lock. */
    private static final int GATE = 4711;

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final Fleet fleet = new Fleet(POSTGRES.dsl());

    @BeforeEach
    void oneSystem() {
        POSTGRES.clear();
        fleet.flake("infra")
                .commit("infra", "a", 1)
                .evaluation("infra", "a", "web", "web-a")
                .system("web", "infra")
                .state("web", "web-a", 2);
    }

    @Test
    void should_not_retry_a_run_when_it_failed_three_times() throws IOException {
        block();

        assertThat(run(FIRST, "blocked").exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(run(SECOND, "report").err()).startsWith("The interrupted run as of " + FIRST + " failed again");
        assertThat(run(THIRD, "report").err())
                .startsWith("The interrupted run as of " + FIRST + " failed again")
                .containsPattern(
                        " It is not resumed again; 'rollcall report --snapshot \\d+ --out DIR' writes its report\\.\n");
        assertThat(run(FOURTH, "report").err()).doesNotContain("error", FIRST);
    }

    @Test
    void should_print_what_is_left_to_do_when_a_run_itself_failed_three_times() throws IOException {
        block();

        assertThat(run(FIRST, "blocked").err()).contains("the next run resumes it.");
        assertThat(run(FIRST, "blocked").err())
                .contains("failed again", "'rollcall run --as-of " + FIRST + "' resumes it");
    }

    @Test
    void should_print_no_control_characters_when_the_reason_why_a_run_failed_again_has_some() throws IOException {
        Files.writeString(folder.resolve("blocked\u001b[2J"), "");
        run(FIRST, "blocked\u001b[2J");

        Outcome next = run(SECOND, "report");

        assertThat(next.err())
                .startsWith("The interrupted run as of " + FIRST + " failed again")
                .doesNotContain("\u001b");
    }

    @Test
    void should_resume_the_oldest_first_when_several_runs_were_interrupted() throws IOException {
        block();
        run(FIRST, "blocked");
        run(SECOND, "blocked");
        Files.delete(folder.resolve("blocked"));

        Outcome next = run(THIRD, "report");

        assertThat(next.err().lines())
                .containsExactly(
                        "Finished the interrupted run as of " + FIRST + ".",
                        "Finished the interrupted run as of " + SECOND + ".");
    }

    @Test
    void should_report_every_change_once_when_a_run_finishes_an_interrupted_one() throws IOException {
        run(FIRST, "report");
        fleet.commit("infra", "b", 3).evaluation("infra", "b", "web", "web-b").system("new", "infra");
        block();
        run(SECOND, "blocked");
        Files.delete(folder.resolve("blocked"));
        Outcome past = RollcallProgram.in(folder, Fleet.hour(24 * 9))
                .on(POSTGRES.settings())
                .run("backfill", "--from", EARLIER, "--to", FIRST, "--every", "1h", "--reports", "none");

        Outcome next = run(
                THIRD,
                "report",
                "--on-change",
                "cat > changes.json",
                "--events",
                "events.jsonl",
                "--single-file",
                "page.html");
        String changes = Files.readString(folder.resolve("changes.json"));
        Outcome last = run(FOURTH, "report", "--on-change", "cat > changes.json", "--events", "none.jsonl");

        assertThat(past.err()).isEmpty();
        assertThat(next.err()).isEqualToIgnoringNewLines("Finished the interrupted run as of " + SECOND + ".");
        assertThat(next.out()).contains("(changes since " + FIRST + ")");
        assertThat(changes).contains("\"hostname\" : \"web\"", "\"hostname\" : \"new\"");
        assertThat(Files.readString(folder.resolve("events.jsonl"))).hasLineCount(2);
        assertThat(Files.readString(folder.resolve("page.html")).replaceAll("<[^>]*>", ""))
                .contains("2026-01-03 02:00 UTC, 2 d earlier");
        assertThat(last.out()).contains("(changes since " + THIRD + ")");
        assertThat(Files.readString(folder.resolve("changes.json"))).isEqualTo(changes);
        assertThat(Files.readString(folder.resolve("none.jsonl"))).isEmpty();
    }

    @Test
    void should_report_a_rollback_when_only_the_interrupted_night_saw_it() throws IOException {
        fleet.commit("infra", "b", 3)
                .evaluation("infra", "b", "web", "web-b")
                .state("web", "web-b", 4)
                .state("web", "web-a", 60)
                .state("web", "web-b", 80);
        run(FIRST, "report");
        block();
        run(SECOND, "blocked");
        Files.delete(folder.resolve("blocked"));

        run(THIRD, "report", "--on-change", "cat > changes.json");

        assertThat(Files.readString(folder.resolve("changes.json")))
                .contains("\"changes\" : [ ]", "\"as_of\" : \"" + SECOND + "\"");
    }

    @Test
    void should_count_the_same_systems_when_one_is_registered_while_a_range_is_assessed() throws Exception {
        waitAtGateAfterInsertInto("history.recent_statuses");

        Outcome run = meanwhile(() -> fleet.system("new", "infra"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(": 1 system: 1 Up to Date");
    }

    /** In one session, or in two. */
    @ParameterizedTest
    @ValueSource(ints = {2, 1})
    void should_gather_consistent_facts_when_a_deployment_is_imported_meanwhile(int rangeSize) throws Exception {
        fleet.evaluation("infra", "a", "db", "db-a").system("db", "infra").state("db", "db-a", 2);
        waitAtGateAfterInsertInto("history.night_commits");

        Outcome run = meanwhile(
                () -> fleet.commit("infra", "b", 3)
                        .evaluation("infra", "b", "web", "web-b")
                        .state("web", "web-b", 4),
                "--range-size",
                String.valueOf(rangeSize));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(": 2 systems: 2 Up to Date");
    }

    @Test
    void should_assess_the_systems_as_gathered_when_one_is_registered_and_one_changed_before_the_ranges_are()
            throws Exception {
        waitAtGateAfterInsertInto("history.night_systems");

        Outcome run = meanwhile(() -> {
            fleet.evaluation("infra", "a", "db", "db-a").system("db", "infra").state("db", "db-a", 2);
            POSTGRES.dsl()
                    .execute("update inventory.systems set flake_id = null, is_active = false where hostname = 'web'");
        });

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains(": 1 system: 1 Up to Date");
        assertThat(POSTGRES.dsl().fetchValue("select hostname || ' ' || flake from history.system_statuses"))
                .isEqualTo("web infra");
    }

    @Test
    void should_gather_the_facts_again_when_a_run_resumes_after_a_crash_of_the_server() {
        POSTGRES.dsl().execute("""
                create function public.fail() returns trigger language plpgsql as 'begin raise exception ''out of luck''; end';
                create trigger fail after insert on history.recent_statuses
                  for each statement execute function public.fail();
                """);
        Outcome failed;
        try {
            failed = run(FIRST, "report");
        } finally {
            POSTGRES.dsl().execute("drop function public.fail() cascade");
        }
        // they are unlogged
        POSTGRES.dsl()
                .execute(
                        "truncate history.night_commits, history.night_hosts, history.night_names, history.night_systems");

        Outcome again = run(FIRST, "report");

        assertThat(failed.err()).contains("failed in step 'assess");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains(": 1 system: 1 Up to Date");
    }

    /** Spring Batch stores the row of a partition and its range in separate transactions. */
    @Test
    void should_assess_every_range_when_a_run_ended_while_it_made_its_partitions() {
        fleet.system("mail", "infra");
        POSTGRES.dsl().execute("""
                create function public.fail() returns trigger language plpgsql as
                  'begin
                     if (select step_name from batch.batch_step_execution where step_execution_id = new.step_execution_id)
                          = ''assessRange:range-00002'' then
                       raise exception ''out of luck'';
                     end if;
                     return new;
                   end';
                create trigger fail before update on batch.batch_step_execution_context
                  for each row execute function public.fail();
                """);
        Outcome failed;
        try {
            failed = run(FIRST, "report", "--range-size", "1");
        } finally {
            POSTGRES.dsl().execute("drop function public.fail() cascade");
        }
        int unstarted = POSTGRES.dsl()
                .fetchCount(
                        table("batch.batch_step_execution"), condition("status = 'STARTING' and start_time is null"));

        Outcome again = run(FIRST, "report", "--range-size", "1");

        assertThat(failed.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(unstarted).as("partitions that were not started").isEqualTo(2);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains(": 2 systems: 1 Up to Date");
    }

    /** As after a crash, because a run commits asynchronously. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update batch.batch_step_execution set version = version - 1",
                "delete from batch.batch_step_execution_context; delete from batch.batch_step_execution;"
                        + " delete from batch.batch_job_execution_context; delete from batch.batch_job_execution_params;"
                        + " delete from batch.batch_job_execution"
            })
    void should_report_a_lost_record_and_finish_the_next_time_when_the_server_lost_it(String loss) {
        POSTGRES.dsl().execute("""
                create function public.lose() returns trigger language plpgsql as 'begin %s; return null; end';
                create trigger lose after insert on history.night_commits
                  for each statement execute function public.lose();
                """.formatted(loss));
        Outcome failed;
        try {
            failed = run(FIRST, "report");
        } finally {
            POSTGRES.dsl().execute("drop function public.lose() cascade");
        }

        Outcome again = run(FIRST, "report");

        assertThat(failed.err())
                .contains("The database server stopped and lost the last records of the run.")
                .doesNotContain("version (", "Invalid", "report it");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains(": 1 system: 1 Up to Date");
    }

    @Test
    void should_keep_only_what_the_newest_night_needs_when_a_run_is_over() {
        run(FIRST, "report");

        run(SECOND, "report");

        assertThat(POSTGRES.dsl().fetchValues("""
                        select s.as_of = timestamptz '2026-01-04T02:00:00Z'
                          from history.recent_statuses as r
                          join history.snapshots as s
                            on s.id = r.snapshot_id
                        """)).isEqualTo(List.of(true));
        for (String facts : List.of("night_commits", "night_hosts", "night_names", "night_systems")) {
            assertThat(POSTGRES.dsl().fetchCount(table("history." + facts))).isZero();
        }
    }

    @Test
    void should_show_the_verdict_in_the_report_when_a_run_has_a_gate() throws IOException {
        Outcome run = run(FIRST, "report", "--max-outdated", "0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        try (Stream<Path> files = Files.walk(folder.resolve("report"))) {
            assertThat(files.filter(file -> file.toString().matches(".*Z-\\d+/index\\.html")))
                    .singleElement(PATH)
                    .content()
                    .contains("class=\"gate passed\"");
        }
    }

    @Test
    void should_refuse_a_baseline_when_it_is_not_earlier() {
        run(FIRST, "report");

        Outcome again = run(FIRST, "report", "--no-regressions", "latest");

        assertThat(again.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(again.err()).contains(" as of " + FIRST + ": expected a snapshot before " + FIRST);
    }

    /** Puts a file in the place of the archive, so that no report can be written. */
    private void block() throws IOException {
        Files.writeString(folder.resolve("blocked"), "");
    }

    private static void waitAtGateAfterInsertInto(String table) {
        POSTGRES.dsl().execute("""
                create function public.wait() returns trigger language plpgsql as
                  'begin perform pg_advisory_xact_lock(%2$d); return null; end';
                create trigger wait after insert on %1$s for each statement execute function public.wait();
                """.formatted(table, GATE));
    }

    /** A run that continues after a change while it waited at the gate. */
    private Outcome meanwhile(Runnable change, String... options) throws Exception {
        Future<Outcome> run;
        try (Connection gate = POSTGRES.database().dataSource().getConnection()) {
            gate.createStatement().execute("select pg_advisory_lock(" + GATE + ")");
            run = others.submit(() -> run(FIRST, "report", options));
            Condition waits = condition("datname = current_database() and wait_event_type = 'Lock'");
            while (!run.isDone() && POSTGRES.dsl().fetchCount(table("pg_stat_activity"), waits) == 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            change.run();
            gate.createStatement().execute("select pg_advisory_unlock_all()");
            return run.get();
        } finally {
            POSTGRES.dsl().execute("drop function public.wait() cascade");
        }
    }

    private Outcome run(String asOf, String archive, String... options) {
        List<String> command =
                new ArrayList<>(List.of("run", "--as-of", asOf, "--out", archive, "--stale-after", "9d"));
        command.addAll(List.of(options));
        return RollcallProgram.in(folder, Fleet.hour(24 * 9))
                .on(POSTGRES.settings())
                .run(command.toArray(String[]::new));
    }
}
