// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.inventory.ImportOptions;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.reconciler.inventory.InventoryFolder;
import dev.rollcall.reconciler.inventory.InventoryImport;
import dev.rollcall.reconciler.inventory.InventorySource;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A folder with files of many writers, imported before a run. */
final class DropFolder {

    @Option(
            names = "--import",
            paramLabel = "DIR",
            description =
                    "Import the files in this folder first. A file that can't be imported is reported on stderr and left in place. The run continues without it and exits with 1, unless the gate's exit code takes precedence.")
    private @Nullable Path folder;

    @Nullable Path folder(Environment environment) {
        return folder == null ? null : environment.folder().resolve(folder);
    }

    /** Imports what it can; the last import reports the problems. */
    void takeQuietly(OpenDatabase opened, Environment environment) {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        take(opened, environment, nobody, nobody);
    }

    /** Imports what it can and reports problems; returns false if a person should look at something. */
    boolean take(OpenDatabase opened, Environment environment, PrintWriter out, PrintWriter err) {
        Path drops = folder(environment);
        if (drops == null) {
            return true;
        }
        try {
            Instant now = environment.clock().instant().truncatedTo(ChronoUnit.MICROS);
            InventoryFolder found = InventoryFolder.read(drops, now);
            found.warning().ifPresent(err::println);
            found.passedOver().forEach(error -> err.println(Failures.line(error)));
            if (found.sources().isEmpty()) {
                err.println("warning: " + Failures.visible(InventoryFolder.emptiness(drops)));
                return found.passedOver().isEmpty();
            }
            Map<Boolean, List<InventorySource>> sources = found.sources().stream()
                    .collect(Collectors.partitioningBy(source -> ImportingCommand.isWritable(opened, source.kind())));
            List<InventorySource> readOnly = sources.getOrDefault(false, List.of());
            readOnly.forEach(source -> err.println(Failures.line(new NamedError(
                    ErrorName.INVENTORY_READ_ONLY,
                    source.name() + " can't be imported into a database that reads the tables of Crystal Forge; only"
                            + " closures and advisories can."))));
            ImportResult result = InventoryImport.run(
                    opened.database().dataSource(), sources.getOrDefault(true, List.of()), ImportOptions.DROPS, now);
            ImportText.print(result, out, err);
            return found.passedOver().isEmpty()
                    && readOnly.isEmpty()
                    && result.failures().isEmpty()
                    && result.bad() == 0;
        } catch (RollcallException e) {
            err.println(Failures.line(e.error()));
            return false;
        }
    }
}
