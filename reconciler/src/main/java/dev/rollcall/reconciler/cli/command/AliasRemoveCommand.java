// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.alias.Aliases;
import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall alias remove}: removes an alias. */
@Command(
        name = "remove",
        description = {"Removes the alias of a system.", "The system is evaluated under its hostname again."})
final class AliasRemoveCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(paramLabel = "HOST", description = "The system's registered name.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String hostname;

    AliasRemoveCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            new Aliases(opened.database().dsl(), environment().clock()).remove(hostname);
            out().println(hostname + " is evaluated under its hostname again.");
        }
        return ExitCode.OK;
    }
}
