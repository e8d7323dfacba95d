// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProcess;
import dev.rollcall.reconciler.RollcallProcess.Ending;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.schema.BreakableServer;
import dev.rollcall.schema.DatabaseSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ground that rounds are played on: a server, a history of one night, and what the second night should give. */
final class Soak implements AutoCloseable {

    private static final String BEFORE = "soak_before";
    private static final String REFERENCE = "soak_reference";

    /** The gate fails, so that every run ends with its exit code and a verdict with all that one can hold. */
    static final int GATE_FAILED = 10;

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
    private final Night expected;
    private final long unbrokenMillis;

    private Soak(Path folder, BreakableServer server, Night expected, long unbrokenMillis) {
        this.folder = folder;
        this.server = server;
        this.expected = expected;
        this.unbrokenMillis = unbrokenMillis;
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

        server.execute("postgres", "create database " + REFERENCE + " template " + BEFORE);
        Path archive = folder.resolve("reference");
        copy(folder.resolve("before"), archive);
        // the first leaves the archive of classes behind; the second finds all done and is not what is to be timed
        expectGateFailed(
                start(folder, server.database(REFERENCE), archive, Map.of()).end());
        Night expected = Night.seenIn(server.database(REFERENCE), archive, folder);
        server.execute("postgres", "drop database " + REFERENCE);
        server.execute("postgres", "create database " + REFERENCE + " template " + BEFORE);
        long begin = System.nanoTime();
        expectGateFailed(start(folder, server.database(REFERENCE), folder.resolve("timed"), Map.of())
                .end());
        return new Soak(folder, server, expected, (System.nanoTime() - begin) / 1_000_000);
    }

    BreakableServer server() {
        return server;
    }

    /** What an unbroken second night leaves. */
    Night expected() {
        return expected;
    }

    /** How long the second night takes, from the start of the process to its end. */
    long unbrokenMillis() {
        return unbrokenMillis;
    }

    Path folder() {
        return folder;
    }

    /** What the archive of the first night takes on a disk. */
    int kilobytesBefore() throws IOException {
        return kilobytes(folder.resolve("before"));
    }

    /** What the archive of both nights takes on a disk, with the machine formats of the second. */
    int kilobytesAfter() throws IOException {
        return kilobytes(folder.resolve("reference"));
    }

    /** With pages of 4 KB. */
    private static int kilobytes(Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.mapToInt(file -> (int) (file.toFile().length() / 4096 + 1) * 4)
                    .sum();
        }
    }

    /** A database and an archive as they are before the second night. */
    DatabaseSettings fresh(String name) {
        server.execute("postgres", "create database " + name + " template " + BEFORE);
        // a sequence in a copied database forgets its last values in a crash, until a checkpoint has passed
        server.execute("postgres", "checkpoint");
        return server.database(name);
    }

    void copyArchiveTo(Path archive) throws IOException {
        copy(folder.resolve("before"), archive);
    }

    void forget(String name) {
        server.execute("postgres", "drop database " + name + " with (force)");
    }

    /** Starts the second night. */
    RollcallProcess start(DatabaseSettings database, Path archive, Map<String, String> variables, String... more)
            throws IOException {
        return start(folder, database, archive, variables, more);
    }

    private static RollcallProcess start(
            Path folder, DatabaseSettings database, Path archive, Map<String, String> variables, String... more)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("run", "--as-of", Night.SECOND.toString(), "--range-size", "20"));
        command.addAll(List.of("--policy", folder.resolve("policy.yaml").toString(), "--on-change", "cat >/dev/null"));
        command.addAll(List.of("--out", archive.toString()));
        for (String format : FORMATS) {
            command.addAll(List.of(
                    "--" + format,
                    archive.resolve(Night.FORMATS).resolve(format).toString()));
        }
        command.addAll(List.of(more));
        Map<String, String> all = new HashMap<>(variables);
        all.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return RollcallProcess.start(folder, database, all, command);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static void expectWell(RollcallProgram.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private static void expectGateFailed(Ending ending) {
        assertThat(ending.exitCode()).as(ending.err()).isEqualTo(GATE_FAILED);
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
