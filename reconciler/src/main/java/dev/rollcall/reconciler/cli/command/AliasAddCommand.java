// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.alias.Alias;
import dev.rollcall.reconciler.alias.Aliases;
import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall alias add}: sets the evaluation name of a system. */
@Command(name = "add", description = "Sets the evaluation name of a system.")
final class AliasAddCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "HOST", description = "The system's registered name.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String hostname;

    @Parameters(index = "1", paramLabel = "EVALUATION-NAME", description = "Its name in the flake.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String evaluationName;

    AliasAddCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            boolean isEvaluated = new Aliases(
                            opened.database().dsl(), environment().clock())
                    .add(new Alias(hostname, evaluationName));
            out().println(hostname + " is now evaluated as " + evaluationName + ".");
            if (!isEvaluated) {
                err().println("warning: its flake has no evaluation with that name yet.");
            }
        }
        return ExitCode.OK;
    }
}
