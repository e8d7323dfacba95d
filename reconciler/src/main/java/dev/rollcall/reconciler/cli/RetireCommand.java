// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.reconciler.inventory.ImportException;
import dev.rollcall.reconciler.registration.Registrations;
import dev.rollcall.report.format.ResemblingNames;
import dev.rollcall.report.format.Words;
import dev.rollcall.schema.InventoryKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rollcall retire}: a machine that is gone. */
@Command(
        name = "retire",
        description = {
            "Takes a system that is gone out of the inventory: the next run gives it no status.",
            "Its story stays, in the history and in the reports. An import of systems that names it brings it back."
        })
final class RetireCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "HOST", description = "The name that the system is registered by.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String hostname;

    RetireCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.open(environment())) {
            Registrations registrations = new Registrations(opened.database().dsl());
            requireKnown(registrations.hostnames());
            if (opened.inventoryKind() != InventoryKind.OWN) {
                throw new ImportException(
                        "The inventory is Crystal Forge's, which Rollcall only reads. Retire the system"
                                + " there: update " + opened.sourceSchema()
                                + ".systems set is_active = false where hostname = '" + hostname.replace("'", "''")
                                + "'");
            }
            String name = Words.visible(hostname);
            if (registrations.retire(hostname)) {
                out().println("Retired " + name
                        + ": it has no status from the next run on, and its story stays. Take it"
                        + " out of systems.jsonl too, or the next import brings it back.");
            } else {
                out().println(name + " is retired already.");
            }
        }
        return ExitCode.OK;
    }

    private void requireKnown(List<String> hostnames) {
        if (!hostnames.contains(hostname)) {
            throw new UsageException(
                    "There is no host '" + hostname + "'." + ResemblingNames.question(hostname, hostnames));
        }
    }
}
