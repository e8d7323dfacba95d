// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.schema.PostgresExtension;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
                "``                                | Missing command",
                "fly                               | Unmatched argument at index 0: 'fly'",
                "run --as-of yesterday             | 'yesterday' is no time such as 2026-11-23T02:00:00Z",
                "run --matching luck               | expected one of",
                "run --silent-after soon           | 'soon' is no length of time such as 90m, 4h or 2d",
                "run --range-size 0                | --range-size 0 is too small",
                "run --parallel 0                  | --parallel 0 is no number from 1 to 8",
                "run --parallel 9                  | --parallel 9 is no number from 1 to 8",
                "status --format pdf               | expected one of table, csv, json, jsonl, names but was 'pdf'",
                "status --sort x                   | expected one of host, worst but was 'x'",
                "import                            | Missing required parameter: 'SOURCE'",
                "import -                          | needs --kind",
                "import git --flake infra          | Missing required parameter: 'DIR'",
                "demo --nights 0                   | --nights 0 is out of range, expected 1 to 3650",
                "--config missing.properties run   | missing.properties can't be read",
            })
    void should_report_what_was_expected_when_the_command_line_is_wrong(String line, String expected) {
        Outcome outcome = rollcall(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).startsWith("error[").contains(expected).doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
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

    @Test
    void should_suggest_the_nearest_command_when_asked_for_help_about_none() {
        Outcome outcome = rollcall("help", "stauts");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).startsWith("error[").contains("Did you mean: rollcall status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --max-outdatd 5% | Unknown option '--max-outdatd'. Did you mean --max-outdated?",
                "--db-url postgresql:///fleet status"
                        + " | Unknown option '--db-url', which the commands have: write it after the command.",
                "status --xyzzy=1 | Unknown option '--xyzzy'."
            })
    void should_suggest_the_nearest_option_when_a_command_has_none_of_that_name(String line, String complaint) {
        Outcome outcome = rollcall(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err().lines().findFirst()).hasValue("error[unknown-argument]: " + complaint);
    }

    @Test
    void should_report_that_nothing_listens_when_the_database_is_down() {
        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_DB_URL", "postgresql://127.0.0.1:1/fleet")
                .run("status");

        assertThat(outcome.err())
                .isEqualToIgnoringNewLines(
                        "error[database-unreachable]: Can't connect to the database //127.0.0.1:1/fleet: nothing listens"
                                + " there. Start PostgreSQL there, or name another address with --db-url.");
    }

    @Test
    void should_report_what_is_missing_when_the_url_names_another_socket() {
        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_DB_URL", "postgresql:///fleet?host=" + folder)
                .run("status");

        assertThat(outcome.err()).contains("fleet: The connection attempt failed (", "). Check --db-url");
    }

    @ParameterizedTest
    @CsvSource({"run", "status", "import ."})
    void should_ask_for_a_migration_when_the_schemas_are_not_there(String line) throws Exception {
        Files.writeString(folder.resolve("flakes.jsonl"), "{\"name\": \"infra\"}\n");

        Outcome outcome = rollcall(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.ERROR.code());
        assertThat(outcome.err()).contains("Run 'rollcall migrate' first.");
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
                .startsWith("error[login-refused]: Can't connect to the database " + database.display() + ": ")
                .doesNotContain("top-secret");
    }

    @Test
    void should_refuse_a_password_when_it_is_on_the_command_line() {
        Outcome outcome = RollcallProgram.in(folder, Instant.EPOCH)
                .run("status", "--db-url", "postgresql://amy:top-secret@localhost/fleet");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("which the process list shows").doesNotContain("top-secret");
    }

    @Test
    void should_prefer_the_environment_to_the_file_when_both_have_an_option() throws Exception {
        Files.writeString(folder.resolve("rollcall.properties"), "as-of = never\n");

        Outcome fromFile = rollcall("status");
        Outcome fromEnvironment = RollcallProgram.in(folder, Instant.EPOCH)
                .with("ROLLCALL_AS_OF", "often")
                .run("status");

        assertThat(fromFile.err()).contains("'never' is no time");
        assertThat(fromEnvironment.err()).contains("'often' is no time");
    }

    private Outcome rollcall(String... args) {
        return RollcallProgram.in(folder, Instant.parse("2026-01-03T00:00:00Z"))
                .on(POSTGRES.settings())
                .run(args);
    }
}
