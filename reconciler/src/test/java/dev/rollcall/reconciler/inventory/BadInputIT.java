// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.BadFiles;
import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged files, and lines that only the database can reject ({@code -Drollcall.lines=1000} for more lines of each
 * kind).
 */
class BadInputIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void clear() throws IOException {
        POSTGRES.clear();
        for (FileKind kind : FileKind.values()) {
            if (kind == FileKind.FLAKES || kind == FileKind.COMMITS) {
                Files.writeString(folder.resolve(kind.fileName()), BadLines.good(kind) + "\n");
                assertThat(rollcall("import", kind.fileName()).exitCode()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_store_all_or_nothing_and_say_why_when_a_file_is_not_as_it_should_be(FileKind kind) throws IOException {
        Path file = folder.resolve(kind.fileName());
        try (BadInputs inputs = new BadInputs("files of " + kind.code())) {
            for (Map.Entry<String, byte[]> bad :
                    BadFiles.of(BadLines.good(kind) + "\n").entrySet()) {
                Files.write(file, bad.getValue());
                inputs.count(isRefused(bad.getKey(), file));
            }
            Files.delete(file);
            Files.createDirectory(file);
            inputs.count(isRefused("a folder", file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_store_all_or_nothing_and_say_why_when_a_line_is_almost_right(FileKind kind) throws IOException {
        Path file = folder.resolve(kind.fileName());
        BadLines lines = new BadLines(7L + kind.code().hashCode());
        try (BadInputs inputs = new BadInputs("lines of " + kind.code() + ", in the database")) {
            for (int i = 0; i < BadInputs.OF_EACH_KIND; i++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes((BadLines.good(kind) + "\n").getBytes(StandardCharsets.UTF_8));
                bytes.writeBytes(lines.next(kind));
                Files.write(file, bytes.toByteArray());
                inputs.count(isRefused("line " + i, file));
            }
        }
    }

    @Test
    void should_skip_every_bad_line_when_asked_to() throws IOException {
        Path file = folder.resolve("systems.jsonl");
        BadLines lines = new BadLines(3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            bytes.writeBytes(lines.next(FileKind.SYSTEMS));
            bytes.write('\n');
        }
        bytes.writeBytes(BadLines.good(FileKind.SYSTEMS).getBytes(StandardCharsets.UTF_8));
        Files.write(file, bytes.toByteArray());

        Outcome taken = rollcall("import", "--skip-bad", file.toString());

        assertThat(taken.exitCode()).as(taken.err()).isZero();
        assertThat(taken.err()).contains("Skipped ").doesNotContain("\tat ");
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.systems where hostname = 'web'"))
                .isEqualTo(1L);
    }

    @Test
    void should_read_a_pipe_to_its_end_when_its_writer_pauses_between_two_gzip_streams() throws Exception {
        Path pipe = pipe();
        Future<?> writer = write(pipe, BadLines.good(FileKind.SYSTEMS) + "\n", "{\"hostname\": \"late\"}\n");

        Outcome taken = rollcall("import", "--kind", "systems", pipe.toString());

        assertThat(taken.exitCode()).as(taken.err()).isZero();
        writer.get(1, TimeUnit.MINUTES);
        assertThat(POSTGRES.dsl().fetchValue("select count(*) from inventory.systems where hostname = 'late'"))
                .isEqualTo(1L);
    }

    @Test
    void should_refuse_a_pipe_when_its_writer_wrote_nothing() throws Exception {
        Path pipe = pipe();
        Future<?> writer = write(pipe);

        Outcome refused = rollcall("import", "--kind", "systems", pipe.toString());

        writer.get(1, TimeUnit.MINUTES);
        assertThat(refused.err()).startsWith("error[empty-input]: " + pipe + " is empty");
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
                "there is no mkfifo here, so no named pipe is imported");
        return pipe;
    }

    /** Each text as a gzip stream of its own, with pauses. */
    private static Future<?> write(Path pipe, String... texts) {
        return CompletableFuture.runAsync(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                for (String text : texts) {
                    out.write(gzip(text));
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** In a separate process, with a heap smaller than the input. */
    @Test
    void should_not_run_out_of_memory_when_lines_and_files_are_huge() throws Exception {
        Path file = folder.resolve("states.jsonl.gz");
        byte[] megabyte = gzip("x".repeat(1 << 20));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int line = 0; line < 3; line++) {
                out.write(gzip("{\"hostname\":\""));
                for (int i = 0; i < 10; i++) {
                    out.write(megabyte);
                }
                out.write(gzip("\"}\n"));
            }
            // one line of half a gigabyte, which gzip makes small; what gzip wrote one after the other is one text
            for (int i = 0; i < 512; i++) {
                out.write(megabyte);
            }
        }

        Process process = process("-Xmx160m", "import", "--skip-bad", file.toString());

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("process.err")))
                .contains("Skipped 4 bad lines")
                .doesNotContain("OutOfMemory", "\tat ");
        assertThat(process.exitValue()).isZero();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private boolean isRefused(String what, Path file) {
        Object before = counts();
        Outcome outcome = rollcall("import", file.toString());

        assertThat(outcome.err()).as(what).doesNotContain("\tat ", "unexpected", "Exception", "NullPointer");
        if (outcome.exitCode() != 0) {
            assertThat(outcome.exitCode()).as(what).isEqualTo(1);
            assertThat(outcome.err().strip().lines()).as(what).hasSize(1);
            assertThat(outcome.err()).as(what).startsWith("error[").hasSizeLessThan(700);
            assertThat(counts()).as(what).isEqualTo(before);
        }
        return outcome.exitCode() != 0;
    }

    private static Object counts() {
        return POSTGRES.dsl().fetchValue("""
                        select (select count(*) from inventory.flakes) || ' ' || (select count(*) from inventory.commits)
                            || ' ' || (select count(*) from inventory.systems) || ' '
                            || (select count(*) from inventory.derivations) || ' '
                            || (select count(*) from inventory.system_states) || ' '
                            || (select count(*) from inventory.heartbeats)
                        """);
    }

    private Process process(String heap, String... command) {
        DatabaseSettings database = POSTGRES.settings();
        ProcessBuilder builder = new ProcessBuilder(Path.of("..", "bin", "rollcall")
                        .toAbsolutePath()
                        .normalize()
                        .toString())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("process.err").toFile());
        builder.command().addAll(Arrays.asList(command));
        builder.environment().put("ROLLCALL_JAVA_OPTS", heap);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ROLLCALL_DB_URL", database.url());
        builder.environment().put("ROLLCALL_DB_USER", String.valueOf(database.user()));
        builder.environment().put("ROLLCALL_DB_PASSWORD", String.valueOf(database.password()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome rollcall(String... command) {
        return RollcallProgram.in(folder, Instant.parse("2026-01-03T03:00:00Z"))
                .on(POSTGRES.settings())
                .run(command);
    }
}
