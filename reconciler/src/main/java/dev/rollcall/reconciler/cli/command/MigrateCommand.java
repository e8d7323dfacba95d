// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.command;

import dev.rollcall.reconciler.cli.Environment;
import dev.rollcall.reconciler.cli.ExitCode;
import dev.rollcall.reconciler.cli.option.DatabaseOptions;
import dev.rollcall.reconciler.cli.option.OpenDatabase;
import dev.rollcall.reconciler.job.RunLock;
import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.migration.InventoryKind;
import dev.rollcall.schema.migration.Migrations;
import dev.rollcall.schema.migration.Roles;
import dev.rollcall.schema.text.Words;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollcall migrate}: brings the schemas of a server to this version. */
@Command(
        name = "migrate",
        description = {"Creates Rollcall's schemas, or upgrades them to this version.", "Safe to repeat."})
final class MigrateCommand extends BaseCommand {

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--inventory",
            paramLabel = "own|crystal-forge",
            description =
                    "own: tables that 'rollcall import' fills; crystal-forge: views over Crystal Forge's tables in the same database. The choice is remembered (default: own).")
    private @Nullable InventoryKind inventory;

    @Option(
            names = "--inventory-schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The schema with Crystal Forge's tables (default: ${DEFAULT-VALUE}).")
    private String inventorySchema = "public";

    @Option(
            names = "--print-roles",
            description =
                    "Only print the SQL that creates the least-privileged roles, for an administrator to run. Every migration grants these roles their rights.")
    private boolean printRoles;

    MigrateCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode execute() {
        if (printRoles) {
            out().print(Roles.script());
            return ExitCode.OK;
        }
        try (OpenDatabase opened = databaseOptions.connect(environment())) {
            Migrations migrations = migrations(opened.database().dataSource());
            int applied = migrate(migrations, opened.database());
            out().println(
                            applied == 0
                                    ? "The schemas are up to date, at " + migrations.currentVersion() + "."
                                    : "Applied " + Words.count(applied, "migration", "migrations")
                                            + "; the schemas are at " + migrations.currentVersion() + ".");
        }
        return ExitCode.OK;
    }

    /** Not during a run, whose statuses would come from the rules of two versions. */
    @SuppressWarnings("try") // only holds the lock
    private int migrate(Migrations migrations, Database database) {
        if (migrations.isCurrent()
                || database.dsl().fetchValue("select to_regclass('history.run_lock')::text") == null) {
            return migrations.migrate();
        }
        try (RunLock lock = RunLock.acquire(database.dataSource(), databaseOptions.waitLock())) {
            return migrations.migrate();
        }
    }

    private Migrations migrations(DataSource dataSource) {
        if (inventory == InventoryKind.CRYSTAL_FORGE) {
            return Migrations.crystalForge(dataSource, inventorySchema);
        }
        Migrations installed = Migrations.of(dataSource);
        if (inventory == InventoryKind.OWN && installed.kind() != InventoryKind.OWN) {
            throw new RollcallException(
                    ErrorName.HAS_CRYSTAL_FORGE_VIEWS,
                    "--inventory own: this database has views over Crystal Forge."
                            + " Choose another database for Rollcall's own inventory.");
        }
        return installed;
    }
}
