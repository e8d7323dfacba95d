// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings Rollcall's schemas to this version, or says that they are not there yet. */
public final class Migrations {

    private static final String ROOT = "classpath:dev/rollcall/schema/";
    private static final List<String> OWN_INVENTORY = List.of("inventory", "history", "batch", "rules");

    private final Flyway flyway;

    private Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    /** The migrations for a database whose inventory Rollcall fills itself. */
    public static Migrations of(DataSource dataSource) {
        return new Migrations(Flyway.configure()
                .loggers("slf4j")
                .dataSource(dataSource)
                .locations(OWN_INVENTORY.stream().map(ROOT::concat).toArray(String[]::new))
                .schemas("history")
                .placeholderReplacement(false)
                .cleanDisabled(true)
                .load());
    }

    /**
     * Applies what is missing, each migration in a transaction of its own.
     *
     * @return the number of migrations that were applied, 0 if the schemas were up to date
     * @throws SchemaException if a migration fails, or the database was migrated by a newer version
     */
    public int migrate() {
        try {
            MigrateResult result = flyway.migrate();
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            throw new SchemaException("The schemas can't be migrated: " + firstLine(e), e);
        }
    }

    /**
     * Makes sure that the schemas are those of this version.
     *
     * @throws SchemaException if a migration is missing or was changed since it was applied
     */
    public void requireCurrent() {
        try {
            MigrationInfo[] pending = flyway.info().pending();
            if (pending.length > 0) {
                throw new SchemaException("The schema is at " + currentVersion() + ", this version needs "
                        + pending.length + " more " + (pending.length == 1 ? "migration" : "migrations")
                        + ". Run 'rollcall migrate' first.");
            }
        } catch (FlywayException e) {
            throw new SchemaException("The state of the schemas can't be read: " + firstLine(e), e);
        }
    }

    /** The version of the last versioned migration, or "nothing". */
    public String currentVersion() {
        MigrationInfo current = flyway.info().current();
        return current == null || current.getVersion() == null
                ? "nothing"
                : current.getVersion().getVersion();
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown cause");
    }
}
