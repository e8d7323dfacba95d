// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import dev.rollcall.schema.domain.Counts;
import dev.rollcall.schema.jooq.history.tables.FlakeTotals;
import dev.rollcall.schema.jooq.history.tables.PublishedSnapshots;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads the counts of a row. */
final class CountsOf {

    private CountsOf() {}

    static Counts snapshot(PublishedSnapshots table, Record row) {
        return new Counts(
                row.get(table.SYSTEMS),
                row.get(table.UP_TO_DATE),
                row.get(table.OUTDATED),
                row.get(table.UNKNOWN_STATE),
                row.get(table.OFFLINE),
                row.get(table.SILENT),
                row.get(table.PINNED),
                orNone(row.get(table.REBOOT_NEEDED)),
                orNone(row.get(table.REBOOT_COLLECTED)));
    }

    static Counts flake(FlakeTotals table, Record row) {
        return new Counts(
                row.get(table.SYSTEMS),
                row.get(table.UP_TO_DATE),
                row.get(table.OUTDATED),
                row.get(table.UNKNOWN_STATE),
                row.get(table.OFFLINE),
                row.get(table.SILENT),
                row.get(table.PINNED),
                orNone(row.get(table.REBOOT_NEEDED)),
                orNone(row.get(table.REBOOT_COLLECTED)));
    }

    /** A night from before reboots were counted has none. */
    private static int orNone(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
