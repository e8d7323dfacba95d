// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.migration.JavaMigration;

/** Brings Rollcall's schemas to this version, or says that they are not there yet. */
public final class Migrations {

    private static final String ROOT = "classpath:dev/rollcall/schema/";

    /** Each is read once after views were put over it: a missing right shows then, and not at night. */
    private static final List<String> READ_TABLES = List.of(
            "flakes", "commits", "derivation_statuses", "derivations", "systems", "system_states", "heartbeats");

    private final DataSource dataSource;
    private final InventoryKind kind;
    private final String sourceSchema;
    private final Flyway flyway;
    private final SchemaOwnership ownership;

    private Migrations(
            DataSource dataSource, InventoryKind kind, String sourceSchema, JavaMigration... javaMigrations) {
        this.dataSource = dataSource;
        this.kind = kind;
        this.sourceSchema = sourceSchema;
        this.flyway = Flyway.configure()
                .loggers("slf4j")
                .dataSource(dataSource)
                .locations(kind.locations().stream().map(ROOT::concat).toArray(String[]::new))
                .javaMigrations(javaMigrations)
                .schemas("history")
                .placeholderReplacement(false)
                .cleanDisabled(true)
                .load();
        this.ownership = new SchemaOwnership(dataSource, Program.current());
    }

    /**
     * The migrations for the kind of inventory that the database has, or for an own one where it has none yet.
     *
     * @throws SchemaException if the schemas are somebody else's, or those of a Rollcall from before its first release
     */
    public static Migrations of(DataSource dataSource) {
        InstalledSchemas installed = InstalledSchemas.in(dataSource);
        return installed.kind() == InventoryKind.CRYSTAL_FORGE
                ? crystalForge(dataSource, installed.sourceSchema())
                : new Migrations(dataSource, InventoryKind.OWN, "inventory");
    }

    /**
     * The migrations that put views over the tables of Crystal Forge in a schema of the same database.
     *
     * @throws SchemaException if there are no such tables, or the database has an inventory of its own
     */
    public static Migrations crystalForge(DataSource dataSource, String sourceSchema) {
        if (InstalledSchemas.in(dataSource).kind() == InventoryKind.OWN) {
            throw new SchemaException("This database has an inventory of Rollcall's own, which views would replace."
                    + " Choose another database, or drop the schemas inventory, history and batch first.");
        }
        try (Connection connection = dataSource.getConnection()) {
            Catalog catalog = Catalog.read(connection, sourceSchema);
            List<String> missing = new CrystalForgeViews(catalog).missing();
            if (!missing.isEmpty()) {
                throw new SchemaException("The schema '" + sourceSchema
                        + "' is no Crystal Forge database that Rollcall can read. It lacks "
                        + String.join(", ", missing)
                        + ". Name another schema with --inventory-schema, or grant this user to see it.");
            }
            return new Migrations(
                    dataSource, InventoryKind.CRYSTAL_FORGE, sourceSchema, new CrystalForgeMigration(catalog));
        } catch (SQLException e) {
            throw failure("The catalog of the database can't be read", "", e);
        }
    }

    /** The schema of the tables that the views read; for an own inventory that is where the inventory is. */
    public String sourceSchema() {
        return sourceSchema;
    }

    /** Whose tables the inventory is, once it is there. */
    public InventoryKind kind() {
        return kind;
    }

    /**
     * Applies what is missing, each migration in a transaction of its own.
     *
     * @return the number of migrations that were applied, 0 if the schemas were up to date
     * @throws SchemaException if a migration fails, the inventory may not be read, or the schemas are those of a newer
     *     Rollcall
     */
    public int migrate() {
        try {
            ownership.requireNotNewer(flyway.info().all());
            // before, so that nobody takes what is half done for older than it is; after, where there was no place for
            // it
            ownership.claim();
            int applied = flyway.migrate().migrationsExecuted;
            ownership.claim();
            requireReadable();
            return applied;
        } catch (FlywayException e) {
            throw failure("The schemas can't be migrated", adviceForOwner(e), e);
        }
    }

    /**
     * Makes sure that the schemas are those of this version.
     *
     * @throws SchemaException if a migration is missing or was changed since it was applied, or the schemas are those of a
     *     newer Rollcall
     */
    public void requireCurrent() {
        try {
            MigrationInfoService info = flyway.info();
            ownership.requireNotNewer(info.all());
            MigrationInfo[] pending = info.pending();
            if (pending.length > 0) {
                throw new SchemaException("The schema is at " + currentVersion() + ", this version needs "
                        + pending.length + " more " + (pending.length == 1 ? "migration" : "migrations")
                        + ". Run 'rollcall migrate' first.");
            }
        } catch (FlywayException e) {
            throw failure("The state of the schemas can't be read", adviceToGrant(e), e);
        }
    }

    /** The version of the last versioned migration, or "nothing". */
    public String currentVersion() {
        String version = "nothing";
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getVersion() != null) {
                version = applied.getVersion().getVersion();
            }
        }
        return version;
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
                ? "Let this user read Rollcall's schemas; 'rollcall migrate --print-roles' shows which roles it needs."
                : "";
    }

    static String adviceForOwner(Exception e) {
        return DatabaseFailure.lacksRight(e)
                ? "Only the owner of the schemas may migrate them: connect as the role that did so first, or as"
                        + " rollcall_owner, if 'rollcall migrate --print-roles' made your roles."
                : "";
    }

    /** With advice of its own, or as any other failure of the database. */
    static SchemaException failure(String what, String advice, Exception e) {
        String reason = FailureText.innermost(e);
        // Flyway's own, which any session can keep from it
        String said = what + ": "
                + (reason.contains("advisory lock")
                        ? "another session holds their lock, and did not give it back within a minute (pg_locks shows which)"
                        : reason)
                + ".";
        return new SchemaException(
                advice.isEmpty() ? DatabaseFailure.sentence(e).orElse(said) : said + " " + advice, e);
    }
}
