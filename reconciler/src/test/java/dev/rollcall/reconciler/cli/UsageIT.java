// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.cli.command.Rollcall;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages for a wrong command line, configuration or database. */
class UsageIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.empty();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "``                                | missing-argument",
                "fly                               | unknown-argument",
                "status fly                        | unknown-argument",
                "run --as-of yesterday             | invalid-value",
                "run --matching luck               | invalid-value",
                "run --silent-after soon           | invalid-value",
                "run --range-size 0                | invalid-value",
                "run --parallel 0                  | invalid-value",
                "run --parallel 9                  | invalid-value",
                "run --label latest                | invalid-value",
                "run --label last-passed           | invalid-value",
                "run --out=                        | invalid-value",
                "run --import= --out report        | invalid-value",
                "status --format pdf               | invalid-value",
                "status --sort x                   | invalid-value",
                "import                            | missing-argument",
                "import -                          | missing-argument",
                "import git --flake infra          | missing-argument",
                "import - --kind states --at 2026-01-01T00:00:00Z | conflicting-options",
                "import - --kind closures --flake infra | conflicting-options",
                "import . --kind evals             | conflicting-options",
                "import git --flake= .             | invalid-value",
                "rollout --last 3                  | conflicting-options",
                "rollout aaaaaaa --flake infra --last 3 | conflicting-options",
                "demo --nights 0                   | invalid-value",
                "--config missing.properties run   | configuration-unreadable",
            })
    void should_name_the_error_when_the_command_line_is_wrong(String line, String error) {
        Outcome outcome = rollcall(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).startsWith("error[" + error + "]: ").doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"import", "import git --flake infra"})
    void should_refuse_an_empty_source_when_a_variable_of_the_script_is_not_set(String line) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.add("");

        Outcome outcome = rollcall(arguments.toArray(String[]::new));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).startsWith("error[invalid-value]: ").contains("is empty, expected");
    }

    @Test
    void should_print_its_help_when_no_command_is_given() {
        assertThat(rollcall().err()).contains("Usage: rollcall", "backfill", "Exit codes:");
    }

    @ParameterizedTest
    @CsvSource({
        "help, Usage: rollcall",
        "help run, Usage: rollcall run",
        "help import git, Usage: rollcall import git",
        "run --help, Usage: rollcall run"
    })
    void should_explain_a_command_when_asked_for_help(String line, String usage) {
        Outcome outcome = rollcall(line.split(" "));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith(usage).contains("Exit codes:");
    }

    @ParameterizedTest
    @CsvSource({"repot, report", "help stauts, status", "alias ad, add"})
    void should_offer_the_nearest_command_when_there_is_none_of_that_name(String line, String meant) {
        Outcome outcome = rollcall(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err())
                .startsWith("error[unknown-argument]: Unknown command '")
                .contains("'. Did you mean " + meant + "?\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --max-outdatd 5% | Unknown option '--max-outdatd'. Did you mean --max-outdated?",
                "--db-url postgresql:///fleet status"
                        + " | Unknown option '--db-url' here. It is an option of the commands; write it after the command.",
                "status --xyzzy=1 | Unknown option '--xyzzy'."
            })
    void should_suggest_the_nearest_option_when_a_command_has_none_of_that_name(String line, String complaint) {
        Outcome outcome = rollcall(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err().lines().findFirst()).hasValue("error[unknown-argument]: " + complaint);
    }

    @Test
    void should_ask_for_more_memory_when_java_has_too_little() {
        InstantSource exhausted = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        StringWriter err = new StringWriter();

        int exitCode = new Rollcall(
                        new Environment(Map.of(), exhausted.withZone(ZoneOffset.UTC), folder, false, Terminal.NONE))
                .run(new PrintWriter(new StringWriter()), new PrintWriter(err), "status");

        assertThat(exitCode).isEqualTo(ExitCode.ERROR.code());
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("error[out-of-memory]: Java has too little memory (Java heap space)."
                        + " Give it more with ROLLCALL_JAVA_OPTS, such as"
                        + " '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx2g'.");
    }

    @Test
    void should_report_that_nothing_listens_when_the_database_is_down() {
        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_DB_URL", "postgresql://127.0.0.1:1/fleet")
                .run("status");

        assertThat(outcome.err()).startsWith("error[database-unreachable]: ").contains("//127.0.0.1:1/fleet");
    }

    @Test
    void should_report_what_is_missing_when_the_url_names_another_socket() {
        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_DB_URL", "postgresql:///fleet?host=" + folder)
                .run("status");

        assertThat(outcome.err()).startsWith("error[database-unreachable]: ");
    }

    @ParameterizedTest
    @CsvSource({"run", "status", "import ."})
    void should_ask_for_a_migration_when_the_schemas_are_not_there(String line) throws Exception {
        Files.writeString(folder.resolve("flakes.jsonl"), "{\"name\": \"infra\"}\n");

        Outcome outcome = rollcall(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err()).startsWith("error[migrations-pending]: ");
    }

    @Test
    void should_name_the_server_and_not_the_password_when_the_login_is_refused() {
        DatabaseSettings database = POSTGRES.settings();

        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_DB_URL", database.url())
                .with("ROLLCALL_DB_USER", "nobody")
                .with("ROLLCALL_DB_PASSWORD", "top-secret")
                .run("status");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err())
                .startsWith("error[login-refused]: ")
                .contains(database.display())
                .doesNotContain("top-secret");
    }

    @Test
    void should_refuse_a_password_when_it_is_on_the_command_line() {
        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .run("status", "--db-url", "postgresql://amy:top-secret@localhost/fleet");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err())
                .startsWith("error[password-on-command-line]: ")
                .doesNotContain("top-secret");
    }

    @Test
    void should_prefer_the_environment_to_the_file_when_both_have_an_option() throws Exception {
        Files.writeString(folder.resolve("rollcall.properties"), "as-of = never\n");

        Outcome fromFile = rollcall("status");
        Outcome fromEnvironment = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_AS_OF", "often")
                .run("status");

        assertThat(fromFile.err()).startsWith("error[invalid-value]: ").contains("'never'");
        assertThat(fromEnvironment.err()).startsWith("error[invalid-value]: ").contains("'often'");
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Instant.parse("2026-01-03T00:00:00Z"))
                .on(POSTGRES.settings())
                .run(args);
    }
}
