// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class its own migrated PostgreSQL database; register it as a static field. */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {

    private final boolean migrated;
    private @Nullable DatabaseSettings settings;
    private @Nullable Database database;

    private PostgresExtension(boolean migrated) {
        this.migrated = migrated;
    }

    public static PostgresExtension migrated() {
        return new PostgresExtension(true);
    }

    public static PostgresExtension empty() {
        return new PostgresExtension(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        PostgresServer server = PostgresServer.shared();
        settings = migrated ? server.migratedClone() : server.empty();
        database = Database.open(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database().close();
        PostgresServer.shared().drop(settings());
    }

    public Database database() {
        return Objects.requireNonNull(database, "register the extension as a static field");
    }

    public DatabaseSettings settings() {
        return Objects.requireNonNull(settings, "register the extension as a static field");
    }

    public DSLContext dsl() {
        return database().dsl();
    }

    /** Empties the inventory, the history and the job repository for the next test. */
    public void clear() {
        dsl().execute("""
                        truncate inventory.flakes, inventory.commits, inventory.derivations, inventory.systems
                               , inventory.system_states, inventory.heartbeats, inventory.system_aliases
                               , history.snapshots, history.packed_commits, history.packages, history.package_sets
                               , history.advisories, history.advisory_sets, history.scanners
                               , history.rollout_commits, history.rollouts
                               , history.arrivals, batch.batch_job_instance
                           restart identity cascade
                        """);
    }
}
