// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.PostgresExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What bin/rollcall finds and passes on. */
class LauncherIT {

    private static final Path PROGRAM =
            Path.of("..", "bin", "rollcall").toAbsolutePath().normalize();

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        POSTGRES.clear();
    }

    @Test
    void should_find_its_jar_when_it_is_started_through_links_from_any_folder() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a b/bin"));
        Files.createSymbolicLink(deep.resolve("absolute"), PROGRAM);
        Files.createSymbolicLink(deep.resolve("relative"), deep.toRealPath().relativize(PROGRAM.toRealPath()));
        Files.createSymbolicLink(folder.resolve("chained"), Path.of("a b/bin/relative"));
        Files.createSymbolicLink(folder.resolve("linked folder"), deep);
        Map<String, String> variables = Map.of("PATH", deep + ":" + System.getenv("PATH"), "CDPATH", folder.toString());

        for (String command : List.of(
                "'./a b/bin/absolute'",
                "'./a b/bin/relative'",
                "./chained",
                "cd './a b' && ../chained",
                "'linked folder/relative'",
                "relative",
                "cd / && relative")) {
            Said said = said(variables, "sh", "-c", command + " --version");

            assertThat(said.out()).as(command + said.err()).startsWith("rollcall ");
        }
    }

    /** The build has prepared it. The option requires Java to use the archive. */
    @Test
    void should_start_from_the_archive_of_classes_when_it_was_prepared() throws Exception {
        Said said = said(
                Map.of("ROLLCALL_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:on"),
                PROGRAM.toString(),
                "--version");

        assertThat(PROGRAM.resolve("../../reconciler/target/rollcall.jsa").normalize())
                .isRegularFile();
        assertThat(said.out()).as(said.err()).startsWith("rollcall ");
    }

    @Test
    void should_start_silently_without_the_archive_of_classes_when_it_is_damaged() throws Exception {
        Path program = install("installed");
        Files.writeString(program.resolveSibling("rollcall.jsa"), "damaged");

        Said said = said(Map.of(), program.toString(), "--version");

        assertThat(said.out()).startsWith("rollcall ");
        assertThat(said.err()).isEmpty();
    }

    /** In a folder with a blank, where rollcall is configured for nights on a server. */
    @Test
    void should_prepare_the_archive_of_classes_without_a_night_on_the_server_when_one_is_configured() throws Exception {
        Path program = install("an installation");
        String settings = "import = none\nmax-outdated = 0\non-change = touch notified\ndb-url = "
                + POSTGRES.settings().url() + "\ndb-user = "
                + POSTGRES.settings().user() + "\n";
        Path configuration = Files.writeString(folder.resolve("rollcall.properties"), settings);

        Said prepared = said(
                Map.of(
                        "ROLLCALL_CONFIG", configuration.toString(),
                        "ROLLCALL_IMPORT", "none",
                        "ROLLCALL_DB_URL", POSTGRES.settings().url(),
                        "ROLLCALL_DB_USER", String.valueOf(POSTGRES.settings().user()),
                        "ROLLCALL_DB_PASSWORD",
                                String.valueOf(POSTGRES.settings().password())),
                program.toString(),
                "prepare");
        said(
                Map.of("ROLLCALL_JAVA_OPTS", "-XX:+UseSerialGC -Xlog:class+load:file=loaded"),
                program.toString(),
                "--version");

        assertThat(POSTGRES.dsl().fetchValue("select count(*) from history.snapshots"))
                .isEqualTo(0L);
        assertThat(prepared.out()).as(prepared.err()).startsWith("Created ").contains("an installation/rollcall.jsa");
        assertThat(Files.readAllLines(folder.resolve("loaded")))
                .anyMatch(line -> line.contains(" dev.rollcall.reconciler.Main source: shared objects file"));
    }

    /** As cron starts it. The letters are in a script, because the locale of this test may lack them too. */
    @Test
    void should_keep_every_letter_of_arguments_and_variables_when_the_locale_is_not_utf8() throws Exception {
        Files.writeString(folder.resolve("night"), """
                export LC_ALL=C ROLLCALL_OUT=Über
                '%s' run --label 'Nächtlich'
                """.formatted(PROGRAM), StandardCharsets.UTF_8);

        Said said = said(
                Map.of(
                        "ROLLCALL_DB_URL", POSTGRES.settings().url(),
                        "ROLLCALL_DB_USER", String.valueOf(POSTGRES.settings().user()),
                        "ROLLCALL_DB_PASSWORD",
                                String.valueOf(POSTGRES.settings().password())),
                "sh",
                "night");

        assertThat(said.out()).as(said.err()).contains("0 systems", "%C3%9Cber");
        assertThat(POSTGRES.dsl().fetchValue("select label from history.snapshots"))
                .isEqualTo("Nächtlich");
    }

    /** The number of loaded classes determines the start time. */
    @Test
    void should_load_only_what_a_run_needs_when_the_schemas_are_those_of_the_program() throws Exception {
        Path loaded = folder.resolve("loaded");

        Said said = said(
                Map.of(
                        "ROLLCALL_JAVA_OPTS",
                        "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + loaded,
                        "ROLLCALL_DB_URL",
                        POSTGRES.settings().url(),
                        "ROLLCALL_DB_USER",
                        String.valueOf(POSTGRES.settings().user()),
                        "ROLLCALL_DB_PASSWORD",
                        String.valueOf(POSTGRES.settings().password())),
                PROGRAM.toString(),
                "run",
                "--out",
                "report");

        assertThat(said.out()).as(said.err()).contains("0 systems");
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" org.springframework.batch."))
                .noneMatch(line -> line.contains(" org.flywaydb."))
                .noneMatch(line -> line.contains(" org.springframework.context.annotation."))
                .noneMatch(line -> line.contains(" org.springframework.expression."))
                .noneMatch(line -> line.contains(" tools.jackson.databind."))
                .noneMatch(line -> line.contains(" org.snakeyaml."))
                .noneMatch(line -> line.contains(" dev.rollcall.reconciler.cli.command.DemoCommand "));
    }

    @Test
    void should_pass_a_password_unchanged_when_it_has_special_characters_for_shells() throws Exception {
        String password = "$(touch pwned)`id`\\\\ \"'%s\nURL\nPASSWORD\n  ";
        POSTGRES.dsl().execute("drop role if exists rollcall_odd");
        POSTGRES.dsl().execute("create role rollcall_odd superuser login password {0}", DSL.inline(password));

        Said said = said(
                Map.of(
                        "ROLLCALL_DB_URL",
                        POSTGRES.settings().url(),
                        "ROLLCALL_DB_USER",
                        "rollcall_odd",
                        "ROLLCALL_DB_PASSWORD",
                        password),
                PROGRAM.toString(),
                "status");

        assertThat(said.err()).doesNotContain("error");
        assertThat(said.out()).contains("0 systems");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    void should_fail_when_results_can_not_be_written_unless_their_reader_needs_no_more() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here, so no full disk is tested");

        Said full = said(Map.of(), "sh", "-c", "LC_ALL=C " + PROGRAM + " --help >/dev/full; echo $?");
        Said head = said(Map.of(), "sh", "-c", "{ " + PROGRAM + " --help; echo $? >&2; } | true");

        assertThat(full.out()).isEqualTo("1\n");
        assertThat(full.err())
                .isEqualTo("error[output-failed]: The results can't be written (No space left on device),"
                        + " so they are incomplete.\n");
        assertThat(head.err()).isEqualTo("0\n");
    }

    /** Standard input is not a terminal: only the results' terminal counts. */
    @Test
    void should_know_the_terminal_and_its_width_when_results_go_to_one() throws Exception {
        assumeTrue(isThere("script"), "there is no script(1) here to make a terminal, so none is tested");
        new Fleet(POSTGRES.dsl())
                .flake("infra")
                .system("a".repeat(2_000), "infra")
                .system("\u202eb", "infra");

        assertThat(onTerminal("status", 110).lines())
                .anyMatch(line -> line.contains("a".repeat(30)) && line.contains("aaa…"))
                .anyMatch(line -> line.contains("\\u202eb"))
                .allMatch(line -> line.replaceAll("\u001b\\[\\d+m", "").length() <= 110);
        assertThat(onTerminal("status --format csv", 110))
                .contains("a".repeat(2_000), "\\u202eb")
                .doesNotContain("\u202e");
        assertThat(onTerminal("status --format csv | cat", 110)).contains("\u202eb");
    }

    private String onTerminal(String command, int columns) throws Exception {
        Said said = said(
                Map.of(
                        "ROLLCALL_DB_URL", POSTGRES.settings().url(),
                        "ROLLCALL_DB_USER", String.valueOf(POSTGRES.settings().user()),
                        "ROLLCALL_DB_PASSWORD",
                                String.valueOf(POSTGRES.settings().password())),
                "script",
                "-qec",
                "stty cols " + columns + "; </dev/null " + PROGRAM + " " + command,
                "/dev/null");
        return said.out().replace("\r\n", "\n");
    }

    private static boolean isThere(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** Copies the launcher to a folder, with a link to the jar; returns it. */
    private Path install(String name) throws IOException {
        Path installed = Files.createDirectory(folder.resolve(name));
        Files.createSymbolicLink(
                installed.resolve("rollcall.jar"),
                PROGRAM.resolve("../../reconciler/target/rollcall.jar").normalize());
        return Files.copy(PROGRAM, installed.resolve("rollcall"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Said said(Map<String, String> variables, String... command) throws Exception {
        Path out = Files.createTempFile("said", ".out");
        Path err = Files.createTempFile("said", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(variables);
        builder.start().waitFor();
        return new Said(taken(out), taken(err));
    }

    private static String taken(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }

    private record Said(String out, String err) {}
}
