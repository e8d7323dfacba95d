// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.cli.command.Rollcall;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The program's command line with all commands, without any configuration. */
final class TestCommandLine {

    private TestCommandLine() {}

    static CommandLine in(Path folder) {
        return new Rollcall(new Environment(Map.of(), Clock.systemUTC(), folder, false, Terminal.NONE)).commandLine();
    }

    /** A command and all its subcommands. */
    static List<CommandLine> all(CommandLine command) {
        return Stream.concat(
                        Stream.of(command),
                        command.getSubcommands().values().stream().flatMap(child -> all(child).stream()))
                .toList();
    }
}
