// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.text.ResemblingNames;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Suggests the command or option that was meant by an unknown one. */
public final class UnknownArgument {

    private UnknownArgument() {}

    /** The sentence; empty for any other failure. */
    public static Optional<String> sentence(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String argument = unmatched.getUnmatched().get(0);
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        if (unmatched.isUnknownOption()) {
            // picocli includes the value
            return Optional.of(option(command, argument.replaceFirst("=.*", "")));
        }
        return Optional.of(
                command.subcommands().isEmpty()
                        ? "Unexpected argument '" + argument + "'."
                        : "Unknown command '" + argument + "'."
                                + ResemblingNames.question(
                                        argument,
                                        List.copyOf(command.subcommands().keySet())));
    }

    private static String option(CommandSpec command, String option) {
        return "Unknown option '" + option + "'"
                + (isOfCommandBelow(command, option)
                        ? " here. It is an option of the commands; write it after the command."
                        : "." + ResemblingNames.question(option, names(command)));
    }

    private static boolean isOfCommandBelow(CommandSpec command, String option) {
        return command.subcommands().values().stream()
                .anyMatch(below -> names(below.getCommandSpec()).contains(option));
    }

    private static List<String> names(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }
}
