// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import static java.util.Objects.requireNonNull;

import dev.rollcall.reconciler.cli.option.OptionSection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Generates docs/commands.md from the commands. */
final class CommandsDocument {

    /** Options of most commands, which the document lists once. */
    private static final Set<OptionSection> SHARED = Set.of(OptionSection.DATABASE, OptionSection.GENERAL);

    private final StringBuilder text = new StringBuilder();

    private CommandsDocument() {}

    static String of(CommandLine program) {
        CommandsDocument document = new CommandsDocument();
        document.program(program);
        return document.text.toString();
    }

    private void program(CommandLine program) {
        line("# Commands");
        line("");
        line("<!-- Generated from the commands by CommandsDocumentTest, which shows how to regenerate it. -->");
        line("");
        line("`rollcall COMMAND --help` prints the same for one command.");
        line("");
        for (CommandLine command : commands(program)) {
            String name = command.getCommandSpec().qualifiedName();
            line("- [`" + name + "`](#" + name.replace(' ', '-') + "): "
                    + markdown(command.getCommandSpec().usageMessage().description()[0]));
        }
        commands(program).forEach(this::command);
        Map<OptionSection, List<OptionSpec>> shared =
                OptionSection.of(commands(program).get(0).getCommandSpec());
        for (OptionSection section : new TreeSet<>(SHARED)) {
            heading(section.heading() + " options");
            options(program.getHelp(), requireNonNull(shared.get(section)));
        }
        heading("Exit codes");
        line("| exit code | meaning |");
        line("|---|---|");
        program.getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> line("| " + code + " | " + markdown(meaning) + " |"));
        heading("Configuration");
        line(markdown(String.join(" ", program.getCommandSpec().usageMessage().footer())));
    }

    private static List<CommandLine> commands(CommandLine parent) {
        return parent.getSubcommands().values().stream()
                .filter(command -> !command.getCommandName().equals("help"))
                .flatMap(command -> Stream.concat(Stream.of(command), commands(command).stream()))
                .toList();
    }

    private void command(CommandLine command) {
        Help help = command.getHelp();
        heading(command.getCommandSpec().qualifiedName());
        line("    " + help.synopsis(0).strip());
        line("");
        line(markdown(String.join(" ", command.getCommandSpec().usageMessage().description())));
        arguments(help);
        Map<OptionSection, List<OptionSpec>> sections = OptionSection.of(command.getCommandSpec());
        sections.forEach((section, options) -> {
            if (!isShared(section, options)) {
                line("");
                line("**" + section.heading() + "**");
                line("");
                options(help, options);
            }
        });
        String links = sections.entrySet().stream()
                .filter(section -> isShared(section.getKey(), section.getValue()))
                .map(section -> section.getKey().heading() + " options")
                .map(heading ->
                        "[" + heading + "](#" + heading.toLowerCase(Locale.ROOT).replace(' ', '-') + ")")
                .collect(Collectors.joining(", "));
        line("");
        line("Also: " + links + ".");
    }

    private static boolean isShared(OptionSection section, List<OptionSpec> options) {
        return SHARED.contains(section) && options.size() == section.names().size();
    }

    private void arguments(Help help) {
        List<PositionalParamSpec> arguments = help.commandSpec().positionalParameters();
        if (arguments.isEmpty()) {
            return;
        }
        line("");
        line("| argument | meaning |");
        line("|---|---|");
        for (PositionalParamSpec argument : arguments) {
            row(help.createDefaultParameterRenderer()
                    .render(argument, help.parameterLabelRenderer(), help.colorScheme()));
        }
    }

    private void options(Help help, List<OptionSpec> options) {
        line("| option | meaning |");
        line("|---|---|");
        options.stream()
                .sorted(help.createDefaultOptionSort())
                .forEach(option -> row(help.createDefaultOptionRenderer()
                        .render(option, help.parameterLabelRenderer(), help.colorScheme())));
    }

    // picocli renders a marker, the short name, a comma, the long name, and lines of the description in a column each.
    private void row(Text[][] cells) {
        String names = cells[0][1].toString().isEmpty() ? cells[0][3].toString() : cells[0][1] + ", " + cells[0][3];
        String meaning =
                Arrays.stream(cells).map(row -> row[row.length - 1].toString()).collect(Collectors.joining(" "));
        line("| `" + names.strip().replace("|", "\\|") + "` | " + markdown(meaning) + " |");
    }

    private void heading(String heading) {
        line("");
        line("## " + heading);
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    static String markdown(String text) {
        return text.strip()
                .replace("%%", "%")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("|", "\\|");
    }
}
