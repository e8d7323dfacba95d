// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.inventory.BadLine;
import dev.rollcall.reconciler.inventory.ImportException;
import dev.rollcall.reconciler.inventory.ImportResult;
import dev.rollcall.schema.InventoryKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import picocli.CommandLine.Mixin;

/** What the commands share that take sources over and tell what came of it. */
abstract class ImportingCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    ImportingCommand(Environment environment) {
        super(environment);
    }

    /** Imports into the database of the options, at the present instant as the database can keep it. */
    ExitCode take(Importer importer) {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            if (opened.inventoryKind() != InventoryKind.OWN) {
                throw new ImportException("This database reads the tables of Crystal Forge, which Rollcall never writes"
                        + " to. Import into a database with an inventory of Rollcall's own.");
            }
            Instant now = environment().clock().instant().truncatedTo(ChronoUnit.MICROS);
            tell(importer.run(opened.database().dataSource(), now));
        }
        return ExitCode.OK;
    }

    /** Fills the inventory from somewhere. */
    @FunctionalInterface
    interface Importer {
        ImportResult run(DataSource dataSource, Instant importedAt);
    }

    private void tell(ImportResult result) {
        for (ImportResult.Taken taken : result.sources()) {
            out().printf(
                            "%-10s  %,9d lines  %,9d new  %,9d changed  %s%n",
                            taken.kind(), taken.lines(), taken.added(), taken.changed(), taken.source());
        }
        out().flush();
        result.messages().forEach(err()::println);
        for (ImportResult.Taken taken : result.sources()) {
            if (taken.lines() == 0) {
                err().println("warning: " + taken.source() + " is empty; see that what writes it works.");
            }
        }
        if (result.isUnchanged()) {
            out().println("Nothing changed: all of it was known.");
        }
        if (result.bad() > 0) {
            err().println("Set aside " + result.bad() + (result.bad() == 1 ? " bad line:" : " bad lines:"));
            for (BadLine line : result.firstBad()) {
                err().println("  " + line);
            }
            if (result.bad() > result.firstBad().size()) {
                err().println("  and " + (result.bad() - result.firstBad().size()) + " more");
            }
        }
    }
}
