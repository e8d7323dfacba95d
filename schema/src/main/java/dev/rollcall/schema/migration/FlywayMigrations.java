// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import dev.rollcall.schema.Program;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.migration.JavaMigration;

/** Runs the migrations of one kind of inventory with Flyway, which takes longer to start than most commands to run. */
final class FlywayMigrations {

    private static final String ROOT = "classpath:dev/rollcall/schema/";

    private final Flyway flyway;
    private final SchemaOwnership ownership;

    FlywayMigrations(DataSource dataSource, InventoryKind kind, JavaMigration... javaMigrations) {
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

    int migrate() {
        try {
            ownership.requireNotNewer(flyway.info().all());
            // before, so that half-migrated schemas don't look older than they are; after, if the table did not exist
            // before
            ownership.claim();
            int applied = flyway.migrate().migrationsExecuted;
            ownership.claim();
            return applied;
        } catch (FlywayValidateException e) {
            throw new RollcallException(
                    ErrorName.SCHEMAS_UNUSABLE,
                    "The schemas can't be migrated: a build between releases made them, whose migrations differ ("
                            + String.join(", ", differing()) + "). Use that build, or a new database.",
                    e);
        } catch (FlywayException e) {
            throw Migrations.failure("The schemas can't be migrated", Migrations.adviceForOwner(e), e);
        }
    }

    private List<String> differing() {
        return Stream.of(flyway.info().applied())
                .filter(MigrationInfo::isVersioned)
                .filter(migration -> !migration.isChecksumMatching())
                .map(migration -> migration.getVersion().getVersion())
                .toList();
    }

    void requireCurrent() {
        try {
            MigrationInfoService info = flyway.info();
            ownership.requireNotNewer(info.all());
            MigrationInfo[] pending = info.pending();
            if (pending.length > 0) {
                throw new RollcallException(
                        ErrorName.MIGRATIONS_PENDING,
                        info.applied().length == 0
                                ? "The database has no schemas of Rollcall yet. Run 'rollcall migrate' first."
                                : "The schema is at " + currentVersion() + ", this version needs "
                                        + pending.length + " more " + (pending.length == 1 ? "migration" : "migrations")
                                        + ". Run 'rollcall migrate' first.");
            }
        } catch (FlywayException e) {
            throw Migrations.failure("The state of the schemas can't be read", Migrations.adviceToGrant(e), e);
        }
    }

    String currentVersion() {
        String version = "nothing";
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getVersion() != null) {
                version = applied.getVersion().getVersion();
            }
        }
        return version;
    }
}
