// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The repeatable migration that puts the views over a Crystal Forge database. Its checksum is that of the views, so it
 * runs again when the database got other columns.
 */
final class CrystalForgeMigration implements JavaMigration {

    private final Catalog catalog;
    private final List<String> statements;

    CrystalForgeMigration(Catalog catalog) {
        this.catalog = catalog;
        this.statements = new CrystalForgeViews(catalog).statements();
    }

    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    /** Repeatable migrations run by their descriptions: this one before the functions that read the views. */
    @Override
    public String getDescription() {
        return "05 crystal forge views";
    }

    @Override
    public Integer getChecksum() {
        CRC32 checksum = new CRC32();
        statements.forEach(sql -> checksum.update(sql.getBytes(StandardCharsets.UTF_8)));
        return (int) checksum.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement adapter = connection.prepareStatement("""
                insert into inventory.adapter as a (source, source_schema)
                values ('crystal-forge', ?)
                    on conflict (source) do update set source_schema = excluded.source_schema
                """)) {
            adapter.setString(1, catalog.schema());
            adapter.executeUpdate();
        }
    }
}
