// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a database contains of Rollcall's schemas.
 *
 * @param kind the kind of the inventory; null if there is none yet
 * @param sourceSchema the schema of the tables that its views read
 */
record InstalledSchemas(@Nullable InventoryKind kind, String sourceSchema) {

    /** The first migration. */
    private static final String FIRST_VERSION = "202611270000";

    /**
     * Inspects a database.
     *
     * @throws RollcallException if the schemas belong to something else, or to a Rollcall before its first release
     */
    static InstalledSchemas in(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isMigrated(statement)) {
                requireFree(statement);
                return new InstalledSchemas(null, "");
            }
            if (isThere(statement, "inventory.adapter")) {
                return new InstalledSchemas(InventoryKind.CRYSTAL_FORGE, sourceSchema(statement));
            }
            return new InstalledSchemas(isThere(statement, "inventory.flakes") ? InventoryKind.OWN : null, "");
        } catch (SQLException e) {
            throw Migrations.failure("The catalog of the database can't be read", Migrations.adviceToGrant(e), e);
        }
    }

    /** Migrations before the first release were different, and such databases are not supported. */
    private static boolean isMigrated(Statement statement) throws SQLException {
        if (!isThere(statement, "history.flyway_schema_history")) {
            return false;
        }
        String oldest = string(statement, "select min(version) from history.flyway_schema_history");
        if (oldest == null) {
            return false;
        }
        if (oldest.equals(FIRST_VERSION)) {
            return true;
        }
        if (isThere(statement, "history.snapshots")) {
            throw new RollcallException(
                    ErrorName.SCHEMAS_TOO_OLD,
                    "This database was created by a Rollcall older than version 0.1, whose"
                            + " history can't be upgraded. Use a new database (for the embedded one, another --home), or drop"
                            + " the schemas inventory, history and batch; then import the inventory again.");
        }
        throw taken("history");
    }

    /** Nothing may be applied next to foreign objects, not even the first migrations. */
    private static void requireFree(Statement statement) throws SQLException {
        Optional<String> taken = Optional.ofNullable(string(statement, """
                select min(n.nspname)
                  from pg_namespace as n
                 where n.nspname in ('inventory', 'history', 'batch')
                   and (   exists (
                             select
                               from pg_class as c
                              where c.relnamespace = n.oid
                                and c.relname not like 'flyway_schema_history%'
                           )
                        or exists (select from pg_proc as p where p.pronamespace = n.oid))
                """));
        if (taken.isPresent()) {
            throw taken(taken.get());
        }
    }

    private static RollcallException taken(String schema) {
        return new RollcallException(
                ErrorName.SCHEMA_TAKEN,
                "The schema '" + schema + "' of this database belongs to another application. Rollcall"
                        + " needs the schemas inventory, history and batch for itself. Use another"
                        + " database.");
    }

    private static boolean isThere(Statement statement, String table) throws SQLException {
        return string(statement, "select to_regclass('" + table + "')") != null;
    }

    private static String sourceSchema(Statement statement) throws SQLException {
        String schema = string(statement, "select source_schema from inventory.adapter");
        return schema == null ? "public" : schema;
    }

    private static @Nullable String string(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
