// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.inventory.FileKind;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.migration.InventoryKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import javax.sql.DataSource;
import picocli.CommandLine.Mixin;

/** The common base of commands that import and print the result. */
abstract class ImportingCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    ImportingCommand(Environment environment) {
        super(environment);
    }

    /** Imports into the database of the options, at the current time in the database's precision. */
    ExitCode take(Set<FileKind> kinds, Importer importer) {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            requireWritable(opened, kinds);
            Instant now = environment().clock().instant().truncatedTo(ChronoUnit.MICROS);
            ImportText.print(importer.run(opened.database().dataSource(), now), out(), err());
        }
        return ExitCode.OK;
    }

    private static void requireWritable(OpenDatabase opened, Set<FileKind> kinds) {
        if (!kinds.stream().allMatch(kind -> isWritable(opened, kind))) {
            throw new RollcallException(
                    ErrorName.INVENTORY_READ_ONLY,
                    "This database reads the tables of Crystal Forge, which Rollcall never writes"
                            + " to. Only closures and advisories can be imported; import anything else into a database with"
                            + " Rollcall's own inventory.");
        }
    }

    static boolean isWritable(OpenDatabase opened, FileKind kind) {
        return opened.inventoryKind() == InventoryKind.OWN || kind.isKeptInHistory();
    }

    /** Imports from some source. */
    @FunctionalInterface
    interface Importer {
        ImportResult run(DataSource dataSource, Instant importedAt);
    }
}
