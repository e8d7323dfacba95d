// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No transaction stays open while files are written: a slow disk or pipe must not block the server's cleanup. */
class OpenTransactionsIT {

    private static final Instant NIGHT = Instant.parse("2026-01-03T02:00:00Z");

    /** More than fits a pipe and the buffers before it. */
    private static final int SYSTEMS = 400;

    private static final String OPEN = """
            select string_agg(state || ': ' || query, '; ')
              from pg_stat_activity
             where datname = current_database()
               and pid <> pg_backend_pid()
               and backend_type = 'client backend'
               and xact_start is not null
            """;

    private static final String RENDERING = """
            select exists (
                     select
                       from batch.batch_step_execution
                      where step_name = 'renderReport'
                        and status = 'STARTED'
                   )
            """;

    private static final String IDLE_WHILE_RENDERING = """
            select string_agg(query, '; ')
              from pg_stat_activity
             where datname = current_database()
               and state = 'idle in transaction'
               -- the job repository's own transactions
               and query !~* 'batch_|^begin'
               and (%s)
            """.formatted(RENDERING);

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private final ExecutorService others = Executors.newCachedThreadPool();

    @BeforeEach
    void fleet() {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1);
        POSTGRES.dsl().execute("""
                insert into inventory.systems (hostname, flake_id, is_active)
                select 'host-' || n, (select id from inventory.flakes), true
                  from generate_series(1, ?) as n
                """, SYSTEMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --json pipe", "run --single-file pipe", "gate --max-outdated 100% --json pipe"})
    void should_keep_no_transaction_open_when_writing_a_file_is_slow(String command) throws Exception {
        assertThat(rollcall("run", "--stale-after", "9000d").exitCode()).isZero();
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        Future<Outcome> writing = others.submit(() -> rollcall(command.split(" ")));
        String head;
        try (InputStream in = Files.newInputStream(pipe)) {
            head = new String(in.readNBytes(2), StandardCharsets.UTF_8);
            // the pipe is full soon
            TimeUnit.MILLISECONDS.sleep(500);

            assertThat(writing).isNotDone();
            assertThat(POSTGRES.dsl().fetchValue(OPEN)).isNull();
            in.transferTo(OutputStream.nullOutputStream());
        }
        assertThat(head).isNotEmpty();
        assertThat(writing.get().err()).doesNotContain("error");
    }

    @Test
    void should_keep_no_transaction_open_when_the_pages_of_the_report_are_written() throws Exception {
        Future<Outcome> running = others.submit(() -> rollcall("run", "--stale-after", "9000d"));

        long seen = 0;
        Set<String> idle = new TreeSet<>();
        while (!running.isDone()) {
            seen += Boolean.TRUE.equals(POSTGRES.dsl().fetchValue(RENDERING)) ? 1 : 0;
            Object queries = POSTGRES.dsl().fetchValue(IDLE_WHILE_RENDERING);
            if (queries != null) {
                idle.add(queries.toString());
            }
            // otherwise the run would have one core less
            TimeUnit.MILLISECONDS.sleep(1);
        }

        assertThat(running.get().exitCode()).as(running.get().err()).isZero();
        assertThat(seen).as("looks at the step").isPositive();
        assertThat(idle).as("last queries of sessions in an idle transaction").isEmpty();
    }

    private Outcome rollcall(String... command) {
        return RollcallProgram.in(folder, NIGHT).on(POSTGRES.settings()).run(command);
    }
}
