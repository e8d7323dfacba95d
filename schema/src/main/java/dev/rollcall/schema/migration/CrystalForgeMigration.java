// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The repeatable migration that creates the views over a Crystal Forge database. Its checksum is that of the views, so
 * it runs again if the database's columns change.
 */
final class CrystalForgeMigration implements JavaMigration {

    private final CrystalForgeViews views;

    CrystalForgeMigration(CrystalForgeViews views) {
        this.views = views;
    }

    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    /** Repeatable migrations run in order of their descriptions: this one before the functions that read the views. */
    @Override
    public String getDescription() {
        return CrystalForgeViews.DESCRIPTION;
    }

    @Override
    public Integer getChecksum() {
        return views.checksum();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            for (String sql : views.statements()) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement adapter = connection.prepareStatement("""
                insert into inventory.adapter as a (source, source_schema)
                values ('crystal-forge', ?)
                    on conflict (source) do update set source_schema = excluded.source_schema
                """)) {
            adapter.setString(1, views.schema());
            adapter.executeUpdate();
        }
    }
}
