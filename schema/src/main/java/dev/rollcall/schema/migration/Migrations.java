// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Migrates Rollcall's schemas to this version, or checks that they are current. */
public final class Migrations {

    /** Each is read once after creating views over it, so that a missing privilege shows now rather than at night. */
    private static final List<String> READ_TABLES = List.of(
            "flakes", "commits", "derivation_statuses", "derivations", "systems", "system_states", "heartbeats");

    private final DataSource dataSource;
    private final InventoryKind kind;
    private final String sourceSchema;
    /** The views over another program's tables; null for Rollcall's own inventory. */
    private final @Nullable CrystalForgeViews views;

    private @Nullable FlywayMigrations flyway;

    private Migrations(
            DataSource dataSource, InventoryKind kind, String sourceSchema, @Nullable CrystalForgeViews views) {
        this.dataSource = dataSource;
        this.kind = kind;
        this.sourceSchema = sourceSchema;
        this.views = views;
    }

    /**
     * The migrations for the kind of inventory in the database, or for Rollcall's own if there is none yet.
     *
     * @throws RollcallException if the schemas belong to something else, or to a Rollcall before its first release
     */
    public static Migrations of(DataSource dataSource) {
        InstalledSchemas installed = InstalledSchemas.in(dataSource);
        return installed.kind() == InventoryKind.CRYSTAL_FORGE
                ? crystalForge(dataSource, installed.sourceSchema())
                : new Migrations(dataSource, InventoryKind.OWN, "inventory", null);
    }

    /**
     * The migrations that create views over Crystal Forge's tables in a schema of the same database.
     *
     * @throws RollcallException if there are no such tables, or the database has Rollcall's own inventory
     */
    public static Migrations crystalForge(DataSource dataSource, String sourceSchema) {
        if (InstalledSchemas.in(dataSource).kind() == InventoryKind.OWN) {
            throw new RollcallException(
                    ErrorName.HAS_OWN_INVENTORY,
                    "This database has an inventory in Rollcall's own tables, which views would replace."
                            + " Choose another database, or drop the schemas inventory, history and batch first.");
        }
        try (Connection connection = dataSource.getConnection()) {
            Catalog catalog = Catalog.read(connection, sourceSchema);
            CrystalForgeViews views = new CrystalForgeViews(catalog);
            List<String> missing = views.missing();
            if (!missing.isEmpty()) {
                throw new RollcallException(
                        ErrorName.NOT_CRYSTAL_FORGE,
                        "The schema '" + sourceSchema
                                + "' is not a Crystal Forge database that Rollcall can read. It lacks "
                                + String.join(", ", missing)
                                + ". Choose another schema with --inventory-schema, or grant this user access to it.");
            }
            return new Migrations(dataSource, InventoryKind.CRYSTAL_FORGE, sourceSchema, views);
        } catch (SQLException e) {
            throw failure("The catalog of the database can't be read", "", e);
        }
    }

    /** The schema of the tables that the views read; that of the inventory if it is Rollcall's own. */
    public String sourceSchema() {
        return sourceSchema;
    }

    public InventoryKind kind() {
        return kind;
    }

    /**
     * Applies the missing migrations, each in its own transaction.
     *
     * @return the number of migrations applied, 0 if the schemas were current
     * @throws RollcallException if a migration fails, the inventory can't be read, or the schemas belong to a newer
     *     Rollcall
     */
    public int migrate() {
        int applied = flyway().migrate();
        requireReadable();
        return applied;
    }

    /**
     * Like {@link #migrate()}, but does nothing if the schemas are current.
     *
     * @throws RollcallException as there
     */
    public void migrateUnlessCurrent() {
        if (!isCurrent()) {
            migrate();
        }
    }

    /**
     * Checks that the schemas are those of this version.
     *
     * @throws RollcallException if a migration is missing or was changed since it was applied, or the schemas belong to
     *     a newer Rollcall
     */
    public void requireCurrent() {
        if (!isCurrent()) {
            flyway().requireCurrent();
        }
    }

    /** The version of the last versioned migration, or "nothing". */
    public String currentVersion() {
        return flyway().currentVersion();
    }

    /** Whether a single query finds the schemas as this build creates them. If not, Flyway finds out what is wrong. */
    public boolean isCurrent() {
        try (Connection connection = dataSource.getConnection()) {
            return AppliedMigrations.of(connection).filter(expected()::equals).isPresent();
        } catch (SQLException e) {
            throw failure("The state of the schemas can't be read", "", e);
        }
    }

    AppliedMigrations expected() {
        AppliedMigrations shipped = AppliedMigrations.ofBuild(kind);
        return views == null ? shipped : shipped.and(CrystalForgeViews.DESCRIPTION, views.checksum());
    }

    private FlywayMigrations flyway() {
        if (flyway == null) {
            flyway = views == null
                    ? new FlywayMigrations(dataSource, kind)
                    : new FlywayMigrations(dataSource, kind, new CrystalForgeMigration(views));
        }
        return flyway;
    }

    private void requireReadable() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : READ_TABLES) {
                statement
                        .executeQuery("select from inventory." + table + " limit 1")
                        .close();
            }
        } catch (SQLException e) {
            throw failure("The inventory can't be read", "", e);
        }
    }

    static String adviceToGrant(Exception e) {
        return DatabaseFailure.lacksRight(e)
                ? "Grant this user access to Rollcall's schemas; 'rollcall migrate --print-roles' shows the roles for that."
                : "";
    }

    static String adviceForOwner(Exception e) {
        return DatabaseFailure.lacksRight(e)
                ? "Only the owner of the schemas may migrate them. Connect as the role that created them, or as"
                        + " rollcall_owner if you use the roles of 'rollcall migrate --print-roles'."
                : "";
    }

    /** With specific advice, or like any other database failure. */
    static RollcallException failure(String what, String advice, Exception e) {
        String reason = FailureText.innermost(e);
        // Flyway's own lock, which any session can hold
        String sentence = what + ": "
                + (reason.contains("advisory lock")
                        ? "another session holds their lock and did not release it within a minute (pg_locks shows which)"
                        : reason)
                + ".";
        return new RollcallException(
                advice.isEmpty()
                        ? DatabaseFailure.of(e).orElse(new NamedError(ErrorName.SCHEMAS_UNUSABLE, sentence))
                        : new NamedError(ErrorName.PERMISSION_DENIED, sentence + " " + advice),
                e);
    }
}
