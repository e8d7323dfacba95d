// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema.migration;

import dev.rollcall.schema.Program;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.RollcallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Whether the schemas of a database belong to this, an older or a newer Rollcall. */
final class SchemaOwnership {

    private static final Pattern RULES_VERSION = Pattern.compile("as \\$\\$\\s*select (?<number>\\d+)\\s*\\$\\$");

    private final DataSource dataSource;
    private final Program program;

    SchemaOwnership(DataSource dataSource, Program program) {
        this.dataSource = dataSource;
        this.program = program;
    }

    /**
     * Refuses the schemas of a newer program, which would otherwise look outdated.
     *
     * @throws RollcallException if they are newer
     */
    void requireNotNewer(MigrationInfo[] migrations) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<Program> other =
                    Program.thatMigrated(connection).filter(migrated -> migrated.isNewerThan(program));
            boolean isNewer = Arrays.stream(migrations).anyMatch(SchemaOwnership::isUnknownVersion)
                    || (other.isPresent() && Arrays.stream(migrations).anyMatch(SchemaOwnership::differs))
                    || rulesVersionIn(connection) > rulesVersion();
            if (isNewer) {
                throw new RollcallException(
                        ErrorName.SCHEMAS_NEWER,
                        "This database belongs to a newer Rollcall"
                                + other.map(newer -> ", " + newer).orElse("") + "; this is " + program
                                + ". Use that version or a later one.");
            }
        } catch (SQLException e) {
            throw Migrations.failure("The state of the schemas can't be read", Migrations.adviceToGrant(e), e);
        }
    }

    /** Records that the schemas now belong to this program. */
    void claim() {
        try (Connection connection = dataSource.getConnection()) {
            program.save(connection);
        } catch (SQLException e) {
            throw Migrations.failure("The schemas can't be migrated", Migrations.adviceForOwner(e), e);
        }
    }

    /** The version of the rules in this program. */
    static int rulesVersion() {
        try (InputStream in = Program.class.getResourceAsStream("rules/R__80_rules_version.sql")) {
            String sql = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = RULES_VERSION.matcher(sql);
            if (!found.find()) {
                throw new IllegalStateException("R__80_rules_version.sql selects no number");
            }
            return Integer.parseInt(found.group("number"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rulesVersionIn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("select to_regprocedure('inventory.rules_version()') is not null")) {
                if (!row.next() || !row.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet row = statement.executeQuery("select inventory.rules_version()")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** No version is ever removed, so an unknown one is newer. */
    private static boolean isUnknownVersion(MigrationInfo migration) {
        return migration.getVersion() != null && isUnknown(migration.getState());
    }

    private static boolean differs(MigrationInfo migration) {
        return migration.getState() == MigrationState.PENDING
                || migration.getState() == MigrationState.OUTDATED
                || isUnknown(migration.getState());
    }

    private static boolean isUnknown(MigrationState state) {
        return state.isApplied() && !state.isResolved();
    }
}
