// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.alias.Alias;
import dev.rollcall.reconciler.alias.Aliases;
import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.schema.text.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollcall alias list}: lists the aliases. */
@Command(
        name = "list",
        description = {"Lists all aliases.", "Each line has a hostname, a tab and the evaluation name."})
final class AliasListCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    AliasListCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            for (Alias alias :
                    new Aliases(opened.database().dsl(), environment().clock()).all()) {
                out().println(Words.visible(alias.hostname()) + "\t" + Words.visible(alias.evaluationName()));
            }
        }
        return ExitCode.OK;
    }
}
