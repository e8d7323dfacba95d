// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.cli.option;

import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.embedded.EmbeddedDatabase;
import dev.rollcall.schema.migration.InventoryKind;
import dev.rollcall.schema.migration.Migrations;
import org.jspecify.annotations.Nullable;

/** An open database, with its embedded server if it has one; both are closed together. */
public final class OpenDatabase implements AutoCloseable {

    private final @Nullable EmbeddedDatabase server;
    private final Database database;
    private @Nullable Migrations migrations;

    private OpenDatabase(@Nullable EmbeddedDatabase server, Database database) {
        this.server = server;
        this.database = database;
    }

    static OpenDatabase of(Database database) {
        return new OpenDatabase(null, database);
    }

    public static OpenDatabase embedded(EmbeddedDatabase server, String name) {
        try {
            return new OpenDatabase(server, Database.open(server.database(name)));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public Database database() {
        return database;
    }

    public boolean isEmbedded() {
        return server != null;
    }

    /** The migrations for its kind of inventory; cached, because finding out is slow. */
    public Migrations migrations() {
        if (migrations == null) {
            migrations = Migrations.of(database.dataSource());
        }
        return migrations;
    }

    /** Whose tables the inventory is. */
    public InventoryKind inventoryKind() {
        return migrations().kind();
    }

    /** The schema of Crystal Forge's tables. */
    public String sourceSchema() {
        return migrations().sourceSchema();
    }

    @Override
    public void close() {
        database.close();
        if (server != null) {
            server.close();
        }
    }
}
