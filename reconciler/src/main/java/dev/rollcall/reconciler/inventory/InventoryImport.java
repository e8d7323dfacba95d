// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Takes inventory files over into the own inventory: all of them in one transaction, or nothing. Importing a file again
 * changes nothing.
 */
public final class InventoryImport {

    private InventoryImport() {}

    /**
     * Imports the sources one after the other.
     *
     * @param importedAt the instant at which what they add is recorded
     * @throws ImportException if a line is bad and bad lines are not skipped, or a source can't be read
     */
    public static ImportResult run(
            DataSource dataSource, List<InventorySource> sources, ImportOptions options, Instant importedAt) {
        return ImportTransaction.run(dataSource, importedAt, connection -> takeAll(connection, sources, options));
    }

    private static ImportResult takeAll(Connection connection, List<InventorySource> sources, ImportOptions options)
            throws SQLException {
        LineStaging staging = new LineStaging(connection, options);
        List<ImportResult.Taken> taken = new ArrayList<>();
        Set<InventoryKind> kinds = new LinkedHashSet<>();
        for (InventorySource source : sources) {
            long lines = staging.stage(source);
            ImportResult.Taken one = staging.merge(source, lines);
            if (source.kind() == InventoryKind.COMMITS && one.isChange()) {
                new Branch(connection).placeStagedCommits();
            }
            staging.drop();
            taken.add(one);
            kinds.add(source.kind());
        }
        analyze(connection, kinds);
        return new ImportResult(taken, List.of(), 0, staging.firstBad(), staging.bad());
    }

    /** The assessment is planned by statistics, and autovacuum may not have come by when it runs. */
    static void analyze(Connection connection, Set<InventoryKind> kinds) throws SQLException {
        for (InventoryKind kind : kinds) {
            ImportTransaction.execute(
                    connection,
                    "select inventory.analyze_inventory('" + kind.format().table() + "')");
            if (kind == InventoryKind.COMMITS) {
                ImportTransaction.execute(connection, "select inventory.analyze_inventory('inventory.branch_periods')");
            }
        }
    }
}
