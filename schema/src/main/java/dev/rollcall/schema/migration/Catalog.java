// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of a schema and their columns, as far as this user can see them in PostgreSQL's catalog. */
record Catalog(String schema, Map<String, Set<String>> tables) {

    static Catalog read(Connection connection, String schema) throws SQLException {
        Map<String, Set<String>> tables = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select c.relname
                     , a.attname
                  from pg_catalog.pg_class as c
                  join pg_catalog.pg_namespace as n
                    on n.oid = c.relnamespace
                  join pg_catalog.pg_attribute as a
                    on a.attrelid = c.oid
                   and a.attnum > 0
                   and not a.attisdropped
                 where n.nspname = ?
                   and c.relkind in ('r', 'p', 'v', 'm', 'f')
                """)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.computeIfAbsent(rows.getString(1), table -> new TreeSet<>())
                            .add(rows.getString(2));
                }
            }
        }
        return new Catalog(schema, tables);
    }

    boolean hasTable(String table) {
        return tables.containsKey(table);
    }

    boolean hasColumn(String table, String column) {
        return tables.getOrDefault(table, Set.of()).contains(column);
    }
}
