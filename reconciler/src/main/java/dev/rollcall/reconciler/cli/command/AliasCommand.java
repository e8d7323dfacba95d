// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rollcall alias}: the commands for aliases. */
@Command(
        name = "alias",
        description = "Maps a hostname to the name its flake evaluates it under.",
        synopsisSubcommandLabel = "COMMAND")
final class AliasCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new MissingParameterException(spec.commandLine(), List.of(), "Missing command: add, remove or list");
    }
}
