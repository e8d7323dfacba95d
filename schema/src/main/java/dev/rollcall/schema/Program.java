// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import java.lang.module.ModuleDescriptor.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build of Rollcall.
 *
 * @param commit the commit that it was built from; null if its sources had none
 * @param committedAt the time of that commit
 */
public record Program(
        String version, @Nullable String commit, @Nullable Instant committedAt) {

    /** The running build. */
    public static Program current() {
        return BuildProperties.current().program();
    }

    /** The build that last migrated the schemas; empty if they don't exist yet. */
    public static Optional<Program> thatMigrated(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!isThere(statement)) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery("select version, commit, committed_at from history.program")) {
                return row.next()
                        ? Optional.of(new Program(row.getString(1), row.getString(2), instant(row)))
                        : Optional.empty();
            }
        }
    }

    /** Records that this build migrates the schemas, if they exist. */
    public void save(Connection connection) throws SQLException {
        Optional<Program> kept = thatMigrated(connection);
        if (kept.equals(Optional.of(this))) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            if (!isThere(statement)) {
                return;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into history.program (version, commit, committed_at)
                values (?, ?, ?)
                    on conflict (is_only) do update
                   set version = excluded.version
                     , commit = excluded.commit
                     , committed_at = excluded.committed_at
                """)) {
            statement.setString(1, version);
            statement.setString(2, commit);
            statement.setObject(3, committedAt == null ? null : committedAt.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    /** Compares versions, then the times of the commits if both have one. */
    public boolean isNewerThan(Program other) {
        int byVersion = Version.parse(version).compareTo(Version.parse(other.version));
        return byVersion > 0
                || (byVersion == 0
                        && committedAt != null
                        && other.committedAt != null
                        && committedAt.isAfter(other.committedAt));
    }

    /** Its version and commit, for display. */
    @Override
    public String toString() {
        return version + (commit == null ? "" : " (commit " + commit + ")");
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select to_regclass('history.program') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject(3, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
