// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import dev.rollcall.schema.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The migrations applied to a database, or those of this build: one line per migration with its checksum, and one for
 * the version of the rules. If two sets are equal, there is nothing to migrate.
 */
record AppliedMigrations(Set<String> lines) {

    /** The last run of a repeatable migration counts. Failed or undone migrations have no checksum. */
    private static final String APPLIED = """
            select distinct on (version, description)
                   concat_ws('|', version, description, case when success and type in ('SQL', 'JDBC') then checksum end)
              from history.flyway_schema_history
             where type <> 'SCHEMA'
             order by version, description, installed_rank desc
            """;

    private static final String RULES = "select 'rules|' || inventory.rules_version()";

    /** Those of a database; empty if it has no such schemas, or this user may not read them. */
    static Optional<AppliedMigrations> of(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("(" + APPLIED + ") union all (" + RULES + ")")) {
            Set<String> lines = new HashSet<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return Optional.of(new AppliedMigrations(lines));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Those of this build. */
    static AppliedMigrations ofBuild(InventoryKind kind) {
        String name = "migrations-" + kind.code() + ".txt";
        try (InputStream in = Program.class.getResourceAsStream(name)) {
            String list = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return new AppliedMigrations(list.lines().collect(Collectors.toCollection(HashSet::new)))
                    .and("rules", SchemaOwnership.rulesVersion());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AppliedMigrations and(String description, int checksum) {
        Set<String> more = new HashSet<>(lines);
        more.add(description + "|" + checksum);
        return new AppliedMigrations(more);
    }
}
