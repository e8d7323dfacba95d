// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import dev.rollcall.schema.FailureText;
import dev.rollcall.schema.connection.DatabaseFailure;
import dev.rollcall.schema.error.ErrorName;
import dev.rollcall.schema.error.NamedError;
import dev.rollcall.schema.error.RollcallException;
import dev.rollcall.schema.text.Words;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import javax.sql.DataSource;

/** The single transaction of an import, which stores all or nothing. */
public final class ImportTransaction {

    /** Raised by the schema's functions if an inventory contradicts itself, with a sentence for the user. */
    private static final String CONTRADICTION = "RC001";

    /**
     * Serializes imports, because each checks what exists before adding to it. Only roles that can write the table can
     * take its lock, which does not block readers.
     */
    public enum Turn {
        INVENTORY("inventory.flakes"),
        /** Of what the history keeps; it also waits for the deletion of orphans. */
        CLOSURES("history.package_sets");

        private final String table;

        Turn(String table) {
            this.table = table;
        }
    }

    /** The work of an import. */
    @FunctionalInterface
    public interface Work {
        ImportResult in(Connection connection) throws SQLException;
    }

    private ImportTransaction() {}

    /**
     * Runs the work at a time, at which its additions are recorded.
     *
     * @param turns in their order, so that no two imports wait for each other
     * @throws RollcallException if it failed and nothing was stored
     */
    public static ImportResult run(DataSource dataSource, Set<Turn> turns, Instant importedAt, Work work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                for (Turn turn : turns) {
                    execute(connection, "lock table " + turn.table + " in share row exclusive mode");
                }
                execute(connection, "set local work_mem = '64MB'");
                execute(connection, "set local rollcall.imported_at = '" + importedAt + "'");
                ImportResult result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new RollcallException(error(e), e);
        }
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** If the connection is lost, the server has already rolled back, and the first failure is the one to report. */
    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** The error of an import of a single file. */
    static ErrorName nameOf(Exception failure) {
        return failure instanceof RollcallException ours
                ? ours.name()
                : error((SQLException) failure).name();
    }

    /** Whether the lines are to blame: values that the database rejects, or that contradict each other. */
    static boolean isOfTheLines(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.equals(CONTRADICTION) || state.startsWith("22") || state.startsWith("23");
    }

    private static NamedError error(SQLException failure) {
        if (CONTRADICTION.equals(failure.getSQLState())) {
            return new NamedError(
                    ErrorName.INVENTORY_CONTRADICTION,
                    Words.visible(FailureText.of(failure)) + ". Nothing was stored.");
        }
        return DatabaseFailure.of(failure)
                .map(error -> new NamedError(error.name(), error.sentence() + " Nothing was stored."))
                .orElseGet(() -> new NamedError(
                        ErrorName.IMPORT_REFUSED,
                        "The database rejected the import, and nothing was stored: " + FailureText.of(failure) + "."));
    }
}
