// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli;

import dev.rollcall.schema.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollcall migrate}: brings the schemas of a server to this version. */
@Command(name = "migrate", description = "Creates Rollcall's schemas, or brings them to this version. Safe to repeat.")
final class MigrateCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    MigrateCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        try (OpenDatabase opened = databaseOptions.connect(environment())) {
            Migrations migrations = Migrations.of(opened.database().dataSource());
            int applied = migrations.migrate();
            out().println(
                            applied == 0
                                    ? "The schemas are up to date, at " + migrations.currentVersion() + "."
                                    : "Applied " + applied + (applied == 1 ? " migration" : " migrations")
                                            + "; the schemas are at " + migrations.currentVersion() + ".");
        }
        return ExitCode.OK;
    }
}
