// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;

import dev.rollcall.schema.domain.Counts;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Reads the counts of a snapshot or of a flake, whose columns have the same names. */
final class CountsOf {

    private CountsOf() {}

    static Counts row(Table<?> table, Record row) {
        return new Counts(
                count(table, row, FLAKE_TOTALS.SYSTEMS),
                count(table, row, FLAKE_TOTALS.UP_TO_DATE),
                count(table, row, FLAKE_TOTALS.OUTDATED),
                count(table, row, FLAKE_TOTALS.UNKNOWN_STATE),
                count(table, row, FLAKE_TOTALS.OFFLINE),
                count(table, row, FLAKE_TOTALS.SILENT),
                count(table, row, FLAKE_TOTALS.PINNED),
                count(table, row, FLAKE_TOTALS.REBOOT_NEEDED),
                count(table, row, FLAKE_TOTALS.REBOOT_COLLECTED));
    }

    /** An outer join may have no row, and a night from before reboots were counted has none. */
    private static int count(Table<?> table, Record row, Field<Integer> column) {
        Integer count = row.get(Objects.requireNonNull(table.field(column)));
        return count == null ? 0 : count;
    }
}
