// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.BadInputs;
import dev.rollcall.reconciler.RollcallProgram;
import dev.rollcall.reconciler.RollcallProgram.Outcome;
import dev.rollcall.reconciler.cli.command.Rollcall;
import dev.rollcall.schema.Fleet;
import dev.rollcall.schema.HostileTexts;
import dev.rollcall.schema.PostgresExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Random command lines of every command's options and of invalid values. */
class BadOptionsIT {

    private static final Instant NOW = Instant.parse("2026-01-03T03:00:00Z");

    /** Commands for a shell, options that wait, and options that write elsewhere. */
    private static final Set<String> LEFT_OUT = Set.of(
            "--on-change",
            "--wait",
            "--db-url",
            "--home",
            "--config",
            "--help",
            "--version",
            "--stacktrace",
            "--verbose");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "2147483648",
            "9".repeat(400),
            "1e9",
            "0x10",
            "NaN",
            "null",
            "true",
            "5%",
            "101%",
            "5 %",
            "1d",
            "0s",
            "999999d",
            "-4h",
            "P1D",
            "2026-01-02T02:00:00Z",
            "2026-01-02",
            "9999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "-4000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "1970-01-01T00:00:00+18:00",
            "latest",
            "previous",
            "last-passed",
            "1",
            "7d",
            "evidence",
            "name",
            "csv",
            "json",
            "jsonl",
            "markdown",
            "names",
            "*",
            "*".repeat(500),
            "web-*=0",
            "flake:*=0",
            "hosts:=",
            "=",
            ",",
            ",,,",
            "a".repeat(100_000),
            "a\0b",
            "\ud800");

    @RegisterExtension
    static final PostgresExtension POSTGRES = PostgresExtension.migrated();

    @TempDir
    static Path folder;

    @BeforeAll
    static void twoNights() {
        new Fleet(POSTGRES.dsl()).flake("infra").commit("infra", "a", 1).system("web", "infra");
        rollcall(List.of("run", "--as-of", "2026-01-01T02:00:00Z"));
        rollcall(List.of("run", "--as-of", "2026-01-02T02:00:00Z"));
    }

    @Test
    void should_work_or_report_what_was_expected_when_options_have_any_value() {
        Random random = new Random(20261124);
        List<CommandSpec> commands = commands();
        try (BadInputs inputs = new BadInputs("command lines")) {
            for (int i = 0; i < BadInputs.OF_EACH_KIND * 3; i++) {
                List<String> line = line(commands.get(random.nextInt(commands.size())), random);

                Outcome outcome = rollcall(line);

                BadInputs.expectSentence(line.toString(), outcome.err());
                assertThat(outcome.exitCode()).as(line + outcome.err()).isIn(0, 1, 2, 10, 11);
                assertThat(outcome.err().length()).as(line.toString()).isLessThan(300_000);
                inputs.count(outcome.exitCode() == 1 || outcome.exitCode() == 2);
            }
        }
    }

    private static List<CommandSpec> commands() {
        CommandLine root = new Rollcall(
                        new Environment(Map.of(), Clock.fixed(NOW, ZoneOffset.UTC), folder, false, Terminal.NONE))
                .commandLine();
        List<CommandSpec> commands = new ArrayList<>();
        add(root, commands);
        return commands.stream()
                .filter(command -> !command.name().equals("demo"))
                .toList();
    }

    private static void add(CommandLine command, List<CommandSpec> commands) {
        if (command.getParent() != null) {
            commands.add(command.getCommandSpec());
        }
        command.getSubcommands().values().forEach(below -> add(below, commands));
    }

    private static List<String> line(CommandSpec command, Random random) {
        List<String> line = new ArrayList<>(List.of(command.qualifiedName(" ").split(" ")));
        line.remove(0);
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !LEFT_OUT.contains(option.longestName()))
                .toList();
        for (int i = random.nextInt(4); i > 0 && !options.isEmpty(); i--) {
            OptionSpec option = options.get(random.nextInt(options.size()));
            line.add(option.longestName() + (option.arity().max() == 0 ? "" : "=" + value(option, random)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            line.add(text(random));
        }
        return line;
    }

    /** Files stay in the folder of the test. */
    private static String value(OptionSpec option, Random random) {
        String text = text(random);
        return option.type() == Path.class ? text.replace('/', '|').replace("..", "__") : text;
    }

    private static String text(Random random) {
        return random.nextInt(4) == 0
                ? HostileTexts.STORABLE.get(random.nextInt(HostileTexts.STORABLE.size()))
                : VALUES.get(random.nextInt(VALUES.size()));
    }

    private static Outcome rollcall(List<String> line) {
        return RollcallProgram.in(folder, NOW).on(POSTGRES.settings()).run(line.toArray(String[]::new));
    }
}
