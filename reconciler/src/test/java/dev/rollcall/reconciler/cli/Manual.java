// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.cli.option.OptionSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the files that packages install beside the program: shell completion, and the sources of the man pages. */
final class Manual {

    /** zsh finds the script for bash beside its own, wherever both are installed. */
    private static final String ZSH = """
            #compdef rollcall
            source "${${(%):-%x}:A:h}/../../bash-completion/completions/rollcall"
            _bash_complete -o default -F _complete_rollcall
            """;

    /** picocli indents it, and adds markup to what precedes it. */
    private static final Pattern DESCRIPTION = Pattern.compile("^  .*$", Pattern.MULTILINE);

    private Manual() {}

    /** Called by the build, with the folder for the files to install and the one for the sources of the man pages. */
    public static void main(String[] args) throws IOException {
        CommandLine program = TestCommandLine.in(Path.of(args[1]));
        writeCompletion(program, Path.of(args[0]));
        writePages(program, Path.of(args[1]));
    }

    static void writeCompletion(CommandLine program, Path share) throws IOException {
        write(share.resolve("bash-completion/completions/rollcall"), AutoComplete.bash("rollcall", program));
        write(share.resolve("zsh/site-functions/_rollcall"), ZSH);
    }

    static void writePages(CommandLine program, Path folder) throws IOException {
        TestCommandLine.all(program).forEach(command -> group(command.getCommandSpec()));
        int exitCode = ManPageGenerator.generateManPage(
                folder.toFile(), null, new boolean[0], false, program.getCommandSpec());
        if (exitCode != 0) {
            throw new IOException("The man pages can't be written to " + folder + ".");
        }
        try (Stream<Path> pages = Files.list(folder)) {
            for (Path page : pages.toList()) {
                Files.writeString(
                        page, DESCRIPTION.matcher(Files.readString(page)).replaceAll(Manual::escape));
            }
        }
    }

    /** AsciiDoc would parse two of them in a description as bold text. */
    private static String escape(MatchResult description) {
        return description.group().replace("*", "{asterisk}");
    }

    /** The two other sections stay a man page's options; options of all commands are inherited and can't be moved. */
    private static void group(CommandSpec command) {
        Map<OptionSection, List<OptionSpec>> sections = OptionSection.of(command);
        sections.keySet().removeAll(Set.of(OptionSection.COMMAND, OptionSection.GENERAL));
        sections.forEach((section, options) -> {
            ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                    .heading(section.heading() + " options")
                    .order(command.argGroups().size())
                    .validate(false);
            for (OptionSpec option : options) {
                command.remove(option);
                group.addArg(option);
            }
            command.addArgGroup(group.build());
        });
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
