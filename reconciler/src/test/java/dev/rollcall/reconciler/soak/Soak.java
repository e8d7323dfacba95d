// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.BreakableServer;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The environment of rounds: a server, a history of one night, and the expected second night. */
final class Soak implements AutoCloseable {

    private static final String BEFORE = "soak_before";

    /** The gate fails, so that every run has its exit code and a complete verdict. */
    private static final int GATE_FAILED = 10;

    static final int LOCKED = 12;

    private static final List<String> BACKFILL =
            List.of("backfill", "--from", "2026-01-04T08:00:00Z", "--to", "2026-01-05T02:00:00Z", "--every", "6h");

    private static final String POLICY = """
            rules:
              - require-up-to-date: host-00*
              - max-outdated: 100%
              - max-outdated: 5
                flake: "*"
              - no-regressions: previous
            exemptions:
              - hosts: host-01*
                reason: being rebuilt
                owner: ops
                expires: 2026-12-31
            """;

    private static final List<String> FORMATS =
            List.of("json", "jsonl", "csv", "summary", "junit", "metrics", "badge", "single-file");

    private final Path folder;
    private final BreakableServer server;
    private final Work night;
    private @Nullable Work backfill;

    private Soak(Path folder, BreakableServer server) throws IOException, InterruptedException {
        this.folder = folder;
        this.server = server;
        this.night = unbroken(nightly(), GATE_FAILED);
    }

    static Soak prepare(Path folder) throws IOException, InterruptedException {
        SoakInventory.write(folder.resolve("inventory"));
        Files.writeString(folder.resolve("policy.yaml"), POLICY);
        BreakableServer server = BreakableServer.start(Files.createDirectory(folder.resolve("server")));
        server.execute("postgres", "create database " + BEFORE);
        RollcallProgram program =
                RollcallProgram.in(folder, Night.SECOND.plusSeconds(60)).on(server.database(BEFORE));
        expectWell(program.run("migrate"));
        expectWell(program.run("import", "inventory"));
        expectWell(program.run("run", "--as-of", Night.FIRST.toString(), "--out", "before"));
        return new Soak(folder, server);
    }

    private List<String> nightly() {
        return List.of(
                "run",
                "--as-of",
                Night.SECOND.toString(),
                "--range-size",
                "20",
                "--policy",
                folder.resolve("policy.yaml").toString(),
                "--on-change",
                "cat >/dev/null");
    }

    /** Twice, because the first warms up the server and is not measured. */
    private Work unbroken(List<String> command, int exitCode) throws IOException, InterruptedException {
        Work work = new Work(command, exitCode, Night.NONE, 0);
        for (int time = 1; time <= 2; time++) {
            String name = "soak_" + command.get(0) + "_" + time;
            Path archive = folder.resolve(name);
            DatabaseSettings database = fresh(name);
            copyArchiveTo(archive);
            long begin = System.nanoTime();
            Ending ending = start(work, database, archive, Map.of()).end();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertThat(ending.exitCode()).as(ending.err()).isEqualTo(exitCode);
            work = new Work(command, exitCode, Night.seenIn(database, archive, folder), millis);
            forget(name);
        }
        return work;
    }

    BreakableServer server() {
        return server;
    }

    Work night() {
        return night;
    }

    /** Some nights between the first and the second; measured on first use, because most builds don't need it. */
    Work backfill() throws IOException, InterruptedException {
        Work measured = backfill;
        if (measured == null) {
            measured = unbroken(BACKFILL, 0);
            backfill = measured;
        }
        return measured;
    }

    Path folder() {
        return folder;
    }

    /** The disk usage of the first night's archive. */
    int kilobytesBefore() throws IOException {
        return kilobytes(folder.resolve("before"));
    }

    /** The disk usage of both nights' archive, with the machine-readable files of the second. */
    int kilobytesAfter() throws IOException {
        return kilobytes(folder.resolve("soak_run_2"));
    }

    /** With 4 KB pages. */
    private static int kilobytes(Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.mapToInt(file -> (int) (file.toFile().length() / 4096 + 1) * 4)
                    .sum();
        }
    }

    /** A database and an archive before the second night. */
    DatabaseSettings fresh(String name) {
        server.execute("postgres", "create database " + name + " template " + BEFORE);
        // a sequence in a copied database loses its last values in a crash, until a checkpoint
        server.execute("postgres", "checkpoint");
        return server.database(name);
    }

    void copyArchiveTo(Path archive) throws IOException {
        copy(folder.resolve("before"), archive);
    }

    void forget(String name) {
        server.execute("postgres", "drop database " + name + " with (force)");
    }

    /** Starts a command to break, or to finish a broken one. */
    RollcallProcess start(
            Work work, DatabaseSettings database, Path archive, Map<String, String> variables, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(work.command());
        command.addAll(List.of("--out", archive.toString()));
        if (command.get(0).equals("run")) {
            for (String format : FORMATS) {
                command.addAll(List.of(
                        "--" + format,
                        archive.resolve(Night.FORMATS).resolve(format).toString()));
            }
        }
        command.addAll(List.of(more));
        return start(database, variables, command);
    }

    /** Starts any other command. */
    RollcallProcess start(DatabaseSettings database, Map<String, String> variables, List<String> command)
            throws IOException {
        return RollcallProcess.start(folder, database, variables, command);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static void expectWell(RollcallProgram.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
