// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.UnpackedPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several commands that start at once ({@code -Drollcall.together=20} for more of them): processes for the embedded
 * database, which allows one at a time, and threads of this process for a server.
 */
class TogetherIT {

    private static final int AT_ONCE = Integer.getInteger("rollcall.together", 3);
    private static final String NIGHT = "2026-01-03T02:00:00Z";

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @BeforeEach
    void fleet() throws Exception {
        POSTGRES.clear();
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1).system("web", "infra");
        Files.writeString(folder.resolve("flakes.jsonl"), "{\"name\":\"infra\"}\n{\"name\":\"other\"}\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_run_once_and_exit_or_wait_when_many_runs_start_together(boolean isServer) throws Exception {
        List<Ending> endings = together(AT_ONCE, isServer, "run", "--as-of", NIGHT);

        assertThat(endings).extracting(Ending::exitCode).contains(0).containsOnly(0, ExitCode.LOCKED.code());
        endings.forEach(TogetherIT::expectSentence);

        List<Ending> patient = together(AT_ONCE, isServer, "run", "--as-of", NIGHT, "--wait-lock", "10m");

        assertThat(patient).extracting(Ending::exitCode).containsOnly(0);
        assertThat(start(isServer, "history", "--format", "csv").get().out()).hasLineCount(2);
        assertThat(folder.resolve("rollcall-report/latest.json")).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_complete_and_lose_nothing_when_every_command_starts_during_a_run(boolean isServer) throws Exception {
        assertThat(start(isServer, "run", "--as-of", "2026-01-02T02:00:00Z")
                        .get()
                        .exitCode())
                .isZero();

        List<Future<Ending>> started = new ArrayList<>();
        for (List<String> command : List.of(
                List.of("run", "--as-of", NIGHT, "--max-outdated", "100%"),
                List.of("backfill", "--from", "2025-12-30T02:00:00Z", "--to", "2026-01-01T02:00:00Z"),
                List.of("prune"),
                List.of("import", "flakes.jsonl"),
                List.of("report", "--snapshot", "2026-01-02T02:00:00Z", "--out", "again"),
                List.of("gate", "--max-unknown", "100%", "--out", "rollcall-report"))) {
            List<String> patient = new ArrayList<>(command);
            patient.addAll(List.of("--wait-lock", "10m"));
            started.add(start(isServer, patient.toArray(String[]::new)));
        }
        List<Ending> endings = endsOf(started);

        assertThat(endings).allSatisfy(ending -> {
            // without systems the gate is undecided
            assertThat(ending.exitCode()).as(ending.err()).isIn(0, ExitCode.GATE_UNDECIDABLE.code());
            expectSentence(ending);
        });
        String history = start(isServer, "history", "--format", "csv").get().out();
        for (String night : List.of("2026-01-03", "2026-01-02", "2026-01-01", "2025-12-31", "2025-12-30")) {
            assertThat(history).containsOnlyOnce("," + night + "T02:00:00Z,");
        }
    }

    @Test
    void should_be_recovered_when_a_run_on_the_embedded_database_was_killed_or_told_to_stop() throws Exception {
        for (boolean isTold : new boolean[] {false, true}) {
            RollcallProcess run = process("run", "--as-of", NIGHT);
            while (run.process().isAlive() && !Files.exists(folder.resolve(".rollcall/lock"))) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            run.process().waitFor(isTold ? 4 : 3, TimeUnit.SECONDS);
            if (isTold) {
                run.process().destroy();
            } else {
                run.process().destroyForcibly();
            }
            run.end();
        }

        Ending next = process("run", "--as-of", NIGHT).end();

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(serversOf(folder)).isEmpty();
    }

    private static List<String> serversOf(Path home) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(home.toString()))
                .toList();
    }

    private List<Ending> together(int count, boolean isServer, String... command) throws Exception {
        List<Future<Ending>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(start(isServer, command));
        }
        return endsOf(started);
    }

    private static List<Ending> endsOf(List<Future<Ending>> started) throws Exception {
        List<Ending> endings = new ArrayList<>();
        for (Future<Ending> one : started) {
            endings.add(one.get());
        }
        return endings;
    }

    private Future<Ending> start(boolean isServer, String... command) throws Exception {
        if (isServer) {
            return threads.submit(() -> onServer(command));
        }
        RollcallProcess process = RollcallProcess.start(folder, UnpackedPrograms.variables(), List.of(command));
        return threads.submit(process::end);
    }

    private Ending onServer(String... command) {
        Outcome outcome = RollcallProgram.in(folder, Instant.now())
                .on(POSTGRES.settings())
                .run(command);
        return new Ending(outcome.exitCode(), outcome.out(), outcome.err());
    }

    private RollcallProcess process(String... command) throws Exception {
        return RollcallProcess.start(folder, Map.of(), List.of(command));
    }

    private static void expectSentence(Ending ending) {
        assertThat(ending.err()).doesNotContain("\tat ", "unexpected", "Exception");
        if (ending.exitCode() == ExitCode.LOCKED.code()) {
            assertThat(ending.err())
                    .startsWith("error[")
                    .contains("--wait-lock")
                    .hasLineCount(1);
        }
    }
}
