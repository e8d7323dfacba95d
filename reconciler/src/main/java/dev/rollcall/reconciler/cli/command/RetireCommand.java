// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.registration.Registrations;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.migration.InventoryKind;
import dev.rollcall.schema.text.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall retire}: deactivates a system that no longer exists. */
@Command(
        name = "retire",
        description = {
            "Retires a system that no longer exists.",
            "It no longer has a status; its history is kept. Importing it again restores it."
        })
final class RetireCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "HOST", description = "The system's registered name.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String hostname;

    RetireCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            Registrations registrations = new Registrations(opened.database().dsl());
            registrations.require(hostname);
            if (opened.inventoryKind() != InventoryKind.OWN) {
                throw new RollcallException(
                        ErrorName.INVENTORY_READ_ONLY,
                        "The inventory belongs to Crystal Forge, and Rollcall only reads it. Retire the system there: update "
                                + name(opened.sourceSchema()).append("systems")
                                + " set is_active = false where hostname = " + inline(hostname));
            }
            String name = Words.visible(hostname);
            if (registrations.retire(hostname)) {
                out().println("Retired " + name
                        + ": it no longer has a status, and its history is kept. Remove it from"
                        + " systems.jsonl too, or the next import restores it.");
            } else {
                out().println(name + " is already retired.");
            }
        }
        return ExitCode.OK;
    }
}
