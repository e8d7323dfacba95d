// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.reconciler.cli.option.OptionSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** The --help of all commands. */
class HelpTest {

    private static final int WIDTH = 80;

    @TempDir
    Path folder;

    @Test
    void should_fit_80_columns_when_a_command_prints_help() {
        assertThat(commands()
                        .flatMap(command -> command.getUsageMessage(Ansi.OFF).lines()))
                .isNotEmpty()
                .allMatch(line -> line.length() <= WIDTH);
    }

    @Test
    void should_have_a_summary_of_one_sentence_when_a_command_is_listed() {
        assertThat(commands().filter(command -> !Set.of("rollcall", "help").contains(command.getCommandName())))
                .isNotEmpty()
                .extracting(command -> command.getCommandSpec().usageMessage().description()[0])
                .allMatch(summary -> summary.matches("[A-Z][^.;]*[^.;,]\\.?"));
    }

    @Test
    void should_be_a_duration_when_an_option_takes_a_length_of_time() {
        List<OptionSpec> options = commands()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .toList();

        assertThat(options)
                .filteredOn(option -> option.type() == Duration.class)
                .isNotEmpty()
                .allMatch(option -> option.paramLabel().equals("DURATION"));
        assertThat(options)
                .filteredOn(option -> option.paramLabel().equals("TIME"))
                .isNotEmpty()
                .noneMatch(option -> option.type() == Duration.class);
    }

    @Test
    void should_list_options_by_section_when_a_command_has_many() {
        String help = commands()
                .filter(command -> command.getCommandName().equals("run"))
                .findFirst()
                .orElseThrow()
                .getUsageMessage(Ansi.OFF);

        assertThat(help.lines().filter(line -> line.matches("[A-Z][a-z ]+:")))
                .containsExactly(
                        "Options:",
                        "Assessment:",
                        "Gate:",
                        "Outputs:",
                        "Retention:",
                        "Database:",
                        "General:",
                        "Exit codes:",
                        "Configuration:");
    }

    @Test
    void should_know_each_option_when_sections_name_it() {
        Set<String> options = commands()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(OptionSection.values()).flatMap(section -> section.names().stream()))
                .isNotEmpty()
                .isSubsetOf(options)
                .doesNotHaveDuplicates();
    }

    private Stream<CommandLine> commands() {
        return TestCommandLine.all(TestCommandLine.in(folder)).stream();
    }
}
