// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.inventory.GitHistory;
import dev.rollcall.reconciler.inventory.ImportOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall import git}: takes commits over from a clone. */
@Command(name = "git", description = "Takes the first-parent history of a branch over from a git clone.")
final class ImportGitCommand extends ImportingCommand {

    @Option(names = "--flake", paramLabel = "NAME", required = true, description = "The flake whose commits they are.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String flake;

    @Option(names = "--branch", paramLabel = "REF", description = "The branch (default: the one that is checked out).")
    private @Nullable String branch;

    @Parameters(paramLabel = "DIR", description = "The clone.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path clone;

    ImportGitCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        return take(GitHistory.sources(flake, environment().folder().resolve(clone), branch), ImportOptions.STRICT);
    }
}
