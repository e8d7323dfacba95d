// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small realistic cases with expected results ({@code cases/README.md}). */
class WorldCasesIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    static List<WorldCase> casesOfFiles() {
        return cases().stream().filter(one -> !one.hasSetUp()).toList();
    }

    static List<WorldCase> casesWithSetUp() {
        return cases().stream().filter(WorldCase::hasSetUp).toList();
    }

    @ParameterizedTest
    @MethodSource("casesOfFiles")
    void should_give_the_expected_statuses_when_files_are_imported(WorldCase world) {
        Instant now = world.asOf().equals("now")
                ? Instant.now()
                : Instant.parse(world.asOf()).plus(Duration.ofDays(1));
        RollcallProgram program = RollcallProgram.in(folder, now).on(POSTGRES.settings());
        for (List<Path> steps : world.orders()) {
            POSTGRES.clear();
            Outcome last = new Outcome(0, "", "");
            StringBuilder err = new StringBuilder();
            for (Path step : steps) {
                assertThat(last.exitCode()).as(last.err()).isZero();
                last = program.run("import", step.toString());
                err.append(last.err());
            }
            expectImports(world, last.exitCode(), err.toString());
            expectAnswer(world, program);
        }
    }

    /** The script calls the built program, like a user's script. */
    @ParameterizedTest
    @MethodSource("casesWithSetUp")
    void should_give_the_expected_statuses_when_a_script_sets_up_the_case(WorldCase world) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh on this machine, so scripts are not run");
        Path exits = folder.resolve("exits");
        Path command = command(exits);
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path err = folder.resolve("err");
        DatabaseSettings database = POSTGRES.settings();
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh", world.folder().resolve("setup.sh").toString())
                .directory(scratch.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment().put("ROLLCALL", command.toString());
        builder.environment().put("CASE", world.folder().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ROLLCALL_DB_URL", database.url());
        builder.environment().put("ROLLCALL_DB_USER", String.valueOf(database.user()));
        builder.environment().put("ROLLCALL_DB_PASSWORD", String.valueOf(database.password()));
        Process process = builder.start();
        process.getOutputStream().close();
        int exitCode = process.waitFor();

        String said = Files.readString(err);
        assertThat(exitCode).as(said).isZero();
        List<String> codes = Files.readAllLines(exits);
        expectImports(world, Integer.parseInt(codes.get(codes.size() - 1)), said);
        expectAnswer(world, RollcallProgram.in(folder, Instant.now()).on(database));
    }

    /** Calls the program and records its exit code. */
    private Path command(Path exits) throws IOException {
        Path program = Path.of("..", "bin", "rollcall").toAbsolutePath().normalize();
        Path command = folder.resolve("rollcall");
        Files.writeString(
                command, "#!/bin/sh\n'" + program + "' \"$@\"\ncode=$?\necho $code >>'" + exits + "'\nexit $code\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return command;
    }

    private static void expectImports(WorldCase world, int exitCode, String err) {
        assertThat(exitCode).as(err).isEqualTo(world.exitCode());
        for (String pattern : world.stderr()) {
            assertThat(err.lines())
                    .as(pattern)
                    .anyMatch(line -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                            .matcher(line)
                            .find());
        }
    }

    private static void expectAnswer(WorldCase world, RollcallProgram program) {
        world.aliases().forEach((host, name) -> {
            Outcome added = program.run("alias", "add", host, name);
            assertThat(added.exitCode()).as(added.err()).isZero();
        });
        if (world.expected().isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("status", "--format", "csv"));
        if (!world.asOf().equals("now")) {
            command.addAll(List.of("--as-of", world.asOf()));
        }
        command.addAll(world.options());
        Outcome status = program.run(command.toArray(String[]::new));

        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(columns(status.out().lines().toList(), world.expected().get(0)))
                .isEqualTo(world.expected());
    }

    /** The columns in a header; no value of a case needs quotes. */
    private static List<String> columns(List<String> csv, String header) {
        List<String> names = Arrays.asList(csv.get(0).split(","));
        List<Integer> places =
                Arrays.stream(header.split(",")).map(names::indexOf).toList();
        return csv.stream()
                .map(row -> row.split(",", -1))
                .map(row -> String.join(
                        ",", places.stream().map(place -> row[place]).toList()))
                .toList();
    }

    private static List<WorldCase> cases() {
        try {
            return WorldCase.allIn(Path.of(Objects.requireNonNull(WorldCasesIT.class.getResource("cases"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
