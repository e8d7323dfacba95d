// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.reconciler.inventory.git.GitImport;
import java.nio.file.Path;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall import git}: imports commits from a clone. */
@Command(
        name = "git",
        customSynopsis = "rollcall import git --flake=NAME [OPTIONS] DIR",
        description = {
            "Imports a branch's first-parent history from a git clone.",
            "The clone is only read. Commits removed from the branch (force push) are withdrawn. A flake has one branch."
        })
final class ImportGitCommand extends ImportingCommand {

    @Option(
            names = "--flake",
            paramLabel = "NAME",
            required = true,
            description = "The flake that the commits belong to.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String flake;

    @Option(
            names = "--branch",
            paramLabel = "REF",
            description = "The branch, or a tag or commit on it (default: the branch that is checked out).")
    private @Nullable String branch;

    @Parameters(paramLabel = "DIR", description = "The clone.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path clone;

    ImportGitCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        if (flake.isBlank()) {
            throw usage("--flake is empty, expected the name of a flake");
        }
        Path folder = environment().folder().resolve(clone);
        return take(
                EnumSet.of(FileKind.FLAKES, FileKind.COMMITS),
                (dataSource, now) -> GitImport.run(dataSource, flake, folder, branch, now));
    }
}
