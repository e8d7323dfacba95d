// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.text.ResemblingNames;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Suggests the option that was meant by an unknown one; picocli also reports its value as an option. */
public final class UnknownOption {

    private UnknownOption() {}

    /** The sentence; empty for any other failure. */
    public static Optional<String> sentence(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched) || !unmatched.isUnknownOption()) {
            return Optional.empty();
        }
        String option = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        return Optional.of("Unknown option '" + option + "'"
                + (isOfCommandBelow(command, option)
                        ? ", which the commands have: write it after the command."
                        : "." + ResemblingNames.question(option, names(command))));
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
