// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.BadFiles;
import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.cli.command.Rollcall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Properties files that something happened to, and values that are not what they look like. */
class BadConfigurationIT {

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");
    private static final String CONFIGURATION = """
            # of the fleet
            db-url = postgresql://localhost/fleet
            db-user = rollcall
            out = report
            matching = evidence
            silent-after = 4h
            parallel = 2
            label = a night
            as-of = 2026-01-03T02:00:00Z
            """;

    @TempDir
    Path folder;

    @Test
    void should_accept_it_or_report_what_is_wrong_when_a_properties_file_is_damaged() throws IOException {
        Path file = folder.resolve("rollcall.properties");
        Random random = new Random(20261124);
        try (BadInputs inputs = new BadInputs("properties files")) {
            for (Map.Entry<String, byte[]> bad : BadFiles.of(CONFIGURATION).entrySet()) {
                Files.write(file, bad.getValue());
                inputs.count(isRefused(bad.getKey()));
            }
            for (int i = 0; i < BadInputs.OF_EACH_KIND * 10; i++) {
                byte[] damaged = BadFiles.damaged(CONFIGURATION, random);
                Files.write(file, damaged);
                inputs.count(isRefused(new String(damaged, StandardCharsets.UTF_8)));
            }
            Files.delete(file);
            Files.createDirectory(file);
            inputs.count(isRefused("a folder"));
        }
    }

    @Test
    void should_ask_which_is_meant_when_a_key_is_there_twice() throws IOException {
        Files.writeString(folder.resolve("rollcall.properties"), "out = a\nout = b\n");

        Outcome refused = run();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err())
                .contains("rollcall.properties, line 2, has the key 'out' twice: line 1 has it too, expected each");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dburl             | 'dburl': expected the name of an option without --, perhaps 'db-url'.",
                "--db-url          | perhaps 'db-url'.",
                "ROLLCALL_DB_USER  | perhaps 'db-user'.",
                "max.outdated      | perhaps 'max-outdated'.",
                "config            | 'config': expected the name of an option without --",
                "color             | 'color': expected the name of an option without --, such as db-url. 'rollcall",
                "x🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊 | 🦊…': expected the name",
                "password          | has a password, which must not be stored there.",
                "DB_PASSWD         | has a password, which must not be stored there.",
                "db-password       | has a password, which must not be stored there.",
            })
    void should_refuse_a_key_with_its_line_when_no_command_knows_it(String key, String expected) throws IOException {
        Files.writeString(
                folder.resolve("rollcall.properties"),
                "# of the fleet \\\nout = a\\\n  b \\\\\n\n" + key + " = Tr0ub4dor\ndb-user = amy\n");

        Outcome refused = run();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err())
                .startsWith(
                        expected.startsWith("has a password")
                                ? "error[password-in-configuration]"
                                : "error[unknown-key]")
                .contains("The configuration " + folder.resolve("rollcall.properties") + ", line 5, ")
                .contains(expected)
                .doesNotContain("Tr0ub4dor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://amy:Tr0ub4dor@localhost/fleet",
                "jdbc:postgresql://amy:Tr0ub4dor@localhost/fleet",
                "jdbc:postgresql://localhost/fleet?ssl=true&PASSWORD=Tr0ub4dor",
            })
    void should_refuse_a_password_with_its_line_when_it_is_inside_the_address(String url) throws IOException {
        Files.writeString(folder.resolve("rollcall.properties"), "\ndb-url = " + url + "\n");

        Outcome refused = run();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(refused.err())
                .contains("rollcall.properties, line 2, has a password")
                .doesNotContain("Tr0ub4dor");
    }

    @Test
    void should_know_every_option_when_it_is_a_key() throws IOException {
        StringBuilder every = new StringBuilder("db-url = postgresql://amy@localhost/fleet\n");
        names(new Rollcall(new Environment(Map.of(), Clock.systemUTC(), folder, false, Terminal.NONE)).commandLine())
                .filter(name -> !name.matches("help|version|config|db-url|within|share"))
                .distinct()
                .forEach(name -> every.append(name).append(" =\n"));
        Files.writeString(folder.resolve("rollcall.properties"), every);

        assertThat(run().err()).doesNotContain("unknown key");
        assertThat(every.toString().lines()).hasSizeGreaterThan(40).contains("inventory-schema =", "skip-bad =");
    }

    @Test
    void should_take_a_value_as_it_is_when_it_looks_like_a_variable() {
        Outcome refused = RollcallProgram.in(folder, NOW)
                .with("ROLLCALL_MATCHING", "${nope}${sys:user.home}")
                .run("run");

        assertThat(refused.err()).contains("'${nope}${sys:user.home}'");
    }

    @Test
    void should_ignore_rollcall_version_when_it_is_set_in_the_environment() {
        Outcome refused = RollcallProgram.in(folder, NOW)
                .with("ROLLCALL_VERSION", "1.2")
                .with("ROLLCALL_HELP", "yes")
                .run("run", "--range-size", "0");

        assertThat(refused.err()).startsWith("error[invalid-value]: --range-size 0");
    }

    @Test
    void should_not_read_a_file_when_a_name_begins_with_an_at() throws IOException {
        Files.writeString(folder.resolve("secret"), "one two three");

        Outcome refused = run("@" + folder.resolve("secret"));

        assertThat(refused.err()).contains("@").doesNotContain("two");
    }

    private static Stream<String> names(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().optionsMap().keySet().stream()
                        .filter(name -> name.startsWith("--"))
                        .map(name -> name.substring(2)),
                command.getSubcommands().values().stream().flatMap(BadConfigurationIT::names));
    }

    private boolean isRefused(String what) {
        Outcome outcome = run();
        BadInputs.expectSentence(what, outcome.err());
        assertThat(outcome.exitCode()).as(what).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).as(what).startsWith("error[").hasSizeLessThan(1_500);
        return !outcome.err().startsWith("error[invalid-value]: --range-size 0");
    }

    /** A run that parses all its options and ends before opening a database. */
    private Outcome run(String... more) {
        String[] command = new String[more.length + 3];
        System.arraycopy(new String[] {"run", "--range-size", "0"}, 0, command, 0, 3);
        System.arraycopy(more, 0, command, 3, more.length);
        return RollcallProgram.in(folder, NOW).run(command);
    }
}
