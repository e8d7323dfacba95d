// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.BreakableServer;
import dev.rollcall.schema.UnpackedPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events around a run that waits for its gate: one system should reach the newest of two commits. */
class WaitingIT {

    private static final Instant NOW = Instant.parse("2026-06-30T02:00:00Z");
    private static final Path PROGRAM =
            Path.of("..", "bin", "rollcall").toAbsolutePath().normalize();
    private static final List<String> WAIT =
            List.of("run", "--require-up-to-date", "*", "--stale-after", "99999d", "--wait", "2m", "--poll", "1s");

    @TempDir
    Path folder;

    @BeforeEach
    void oneSystem() throws IOException {
        write("inventory/flakes.jsonl", "{'name': 'infra', 'repo_url': 'https://example.org/infra', 'branch': 'main'}");
        write(
                "inventory/commits.jsonl",
                "{'flake': 'infra', 'git_commit_hash': '%s', 'commit_timestamp': '2026-06-28T00:00:00Z'}"
                        .formatted("a".repeat(40)),
                "{'flake': 'infra', 'git_commit_hash': '%s', 'commit_timestamp': '2026-06-29T00:00:00Z'}"
                        .formatted("b".repeat(40)));
        write("inventory/systems.jsonl", "{'hostname': 'web-1', 'flake': 'infra'}");
        write("inventory/states.jsonl", state("a", "2026-06-28T01:00:00Z"));
        write("deployed/states.jsonl", state("b", "2026-06-29T01:00:00Z"));
    }

    @Test
    void should_allow_an_import_into_the_embedded_database_while_it_waits() throws Exception {
        RollcallProgram here = here();
        assertThat(here.run("import", "inventory").exitCode()).isZero();
        Process waiting = start(WAIT);
        untilSaid("waiting: 0 of 1 rules hold");

        Outcome imported = here.run("import", "deployed", "--wait-lock", "60s");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(waiting.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(waiting.exitValue()).as(said()).isZero();
        assertThat(said()).contains("waiting: all rules hold");
        assertThat(folder.resolve("rollcall-report/latest.json")).content().contains("\"gate\" : \"passed\"");
    }

    @Test
    void should_leave_nothing_and_report_it_when_it_is_stopped_while_it_waits() throws Exception {
        RollcallProgram here = here();
        assertThat(here.run("import", "inventory").exitCode()).isZero();
        Process waiting = start(WAIT);
        untilSaid("waiting: 0 of 1 rules hold");

        waiting.destroy();

        assertThat(waiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(waiting.exitValue()).isEqualTo(143);
        assertThat(said()).contains("error[interrupted]: ").doesNotContain("Exception");
        assertThat(folder.resolve("rollcall-report")).doesNotExist();
        assertThat(here.run("history", "--format", "csv").out()).hasLineCount(1);
    }

    @Test
    void should_report_it_once_and_continue_when_the_server_is_down_for_a_while() throws Exception {
        try (BreakableServer server = BreakableServer.start(folder)) {
            server.execute("postgres", "create database fleet");
            RollcallProgram here = RollcallProgram.in(folder, NOW).on(server.database("fleet"));
            here.run("migrate");
            here.run("import", "inventory");
            here.run("import", "deployed");
            server.stop();
            CompletableFuture<Void> back = CompletableFuture.runAsync(
                    () -> restart(server), CompletableFuture.delayedExecutor(12, TimeUnit.SECONDS));

            Outcome run = here.run(WAIT.toArray(String[]::new));

            back.get(1, TimeUnit.MINUTES);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err())
                    .startsWith("waiting: The connection to the database was lost")
                    .endsWith("waiting: all rules hold\n")
                    .hasLineCount(2);
        }
    }

    private static void restart(BreakableServer server) {
        try {
            server.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RollcallProgram here() {
        RollcallProgram here = RollcallProgram.in(folder, NOW);
        UnpackedPrograms.variables().forEach(here::with);
        return here;
    }

    private Process start(List<String> command) throws IOException {
        List<String> line = new ArrayList<>(List.of(PROGRAM.toString()));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
        builder.environment().putAll(UnpackedPrograms.variables());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private void untilSaid(String words) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!said().contains(words)) {
            assertThat(System.nanoTime()).as(said()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private static String state(String commit, String time) {
        return ("{'hostname': 'web-1', 'store_path': '/nix/store/%s-nixos-system-web-1', 'timestamp': '%s',"
                        + " 'configuration_revision': '%s'}")
                .formatted(commit.repeat(32), time, commit.repeat(40));
    }

    private void write(String file, String... lines) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, String.join("\n", lines).replace('\'', '"') + "\n");
    }
}
