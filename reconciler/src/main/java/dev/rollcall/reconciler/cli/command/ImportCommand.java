// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.PathConverter;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.reconciler.inventory.ImportOptions;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.reconciler.inventory.InventoryFolder;
import dev.rollcall.reconciler.inventory.InventoryImport;
import dev.rollcall.reconciler.inventory.InventorySource;
import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall import}: imports inventory files. */
@Command(
        name = "import",
        description = {
            "Imports inventory files (JSON Lines): all of them, or nothing.",
            "Importing a file twice changes nothing."
        })
final class ImportCommand extends ImportingCommand {

    private static final String STDIN = "-";

    // optional for picocli, which would otherwise require it for 'import git' too
    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description =
                    "A folder of inventory files, one such file, or - for stdin. The files in a folder are flakes.jsonl, commits.jsonl, systems.jsonl, evals.jsonl, states.jsonl, heartbeats.jsonl, closures.jsonl and advisories.jsonl. All are optional, and there may be one per writer, such as states-web.jsonl or web/states.jsonl.")
    private @Nullable String source;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "The kind of SOURCE: ${COMPLETION-CANDIDATES} (default: from the file name).")
    private @Nullable FileKind kind;

    @Option(names = "--skip-bad", description = "Skip bad lines and report them instead of refusing the import.")
    private boolean skipBad;

    @Option(names = "--flake", paramLabel = "NAME", description = "The flake for lines without one.")
    private @Nullable String flake;

    @Option(
            names = "--commit",
            paramLabel = "HASH",
            description = "The commit for evaluations without one, such as those printed by nix-eval-jobs.")
    private @Nullable String commit;

    @Option(names = "--at", paramLabel = "TIME", description = "The time for evaluations without one.")
    private @Nullable String at;

    @Option(
            names = "--host-from",
            paramLabel = "N",
            description =
                    "The element of an evaluation's attribute path that names the host: 1 is the first, -1 the last (default: the last that is neither a system type nor part of config.system.build.toplevel).")
    private @Nullable Integer hostFrom;

    ImportCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        if (hostFrom != null && hostFrom == 0) {
            throw usage("--host-from counts from 1, or from -1 at the end; there is no element 0");
        }
        List<InventorySource> sources = sources();
        ImportOptions options = options();
        Set<FileKind> kinds = sources.stream().map(InventorySource::kind).collect(Collectors.toSet());
        boolean isPiped = STDIN.equals(source)
                || !Files.isRegularFile(Path.of(sources.get(0).name()));
        return take(kinds, (dataSource, now) -> {
            ImportResult result = InventoryImport.run(dataSource, sources, options, now);
            if (isPiped && result.sources().get(0).lines() == 0) {
                throw new RollcallException(
                        ErrorName.EMPTY_INPUT,
                        sources.get(0).name() + " is empty, so nothing was imported. Check that the command before the"
                                + " pipe succeeds.");
            }
            return result;
        });
    }

    private ImportOptions options() {
        try {
            return ImportOptions.of(skipBad, flake, commit, at, hostFrom);
        } catch (IllegalArgumentException e) {
            throw usage(FailureText.of(e));
        }
    }

    private List<InventorySource> sources() {
        if (source == null) {
            throw missing("Missing required parameter: 'SOURCE'");
        }
        if (source.isEmpty()) {
            throw usage("SOURCE is empty, expected a folder, a file or -");
        }
        if (source.equals(STDIN)) {
            if (kind == null) {
                throw missing("Reading stdin requires --kind");
            }
            return one(new InventorySource(kind, "stdin", () -> System.in));
        }
        Path path = PathConverter.path(environment().folder(), source);
        if (Files.isDirectory(path)) {
            requireEffect("--kind", "a folder, whose files have a kind by their names", false);
            InventoryFolder folder =
                    InventoryFolder.read(path, environment().clock().instant());
            folder.warning().ifPresent(err()::println);
            folder.passedOver().stream().findFirst().ifPresent(error -> {
                throw new RollcallException(error.name(), error.sentence() + " Nothing was stored.");
            });
            if (folder.sources().isEmpty()) {
                throw new RollcallException(ErrorName.NO_INVENTORY_FILES, InventoryFolder.emptiness(path));
            }
            return folder.sources();
        }
        if (!Files.exists(path)) {
            throw new RollcallException(ErrorName.SOURCE_NOT_FOUND, "There is no file or folder " + path + ".");
        }
        return one(InventorySource.ofFile(kind == null ? kindOf(path) : kind, path));
    }

    private List<InventorySource> one(InventorySource only) {
        String name = only.kind().code();
        boolean isEvals = only.kind() == FileKind.EVALS;
        for (String option : List.of("--commit", "--at", "--host-from")) {
            requireEffect(option, name, isEvals);
        }
        requireEffect("--flake", name, isEvals || only.kind() == FileKind.COMMITS || only.kind() == FileKind.SYSTEMS);
        return List.of(only);
    }

    private FileKind kindOf(Path file) {
        return FileKind.ofFileName(String.valueOf(file.getFileName()))
                .orElseThrow(
                        () -> missing("The name of " + file + " does not match any kind of file; set it with --kind"));
    }
}
