// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static org.jooq.impl.DSL.case_;

import dev.rollcall.report.model.Status;
import dev.rollcall.report.model.SystemRow;
import dev.rollcall.schema.jooq.inventory.tables.AssessSystems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.types.YearToSecond;

/** Reads the systems of a snapshot, or of the live inventory, one row at a time and ordered by hostname. */
public final class SystemQueries {

    private static final int FETCH_SIZE = 1000;

    /** A name with this behind it is the end of a range that holds hardly more than the name. */
    private static final String FIRST_AFTER = "\u0001";

    private final DSLContext dsl;

    public SystemQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Hands over each system of a kept snapshot. */
    public void forEachOf(long snapshotId, Consumer<SystemRow> consumer) {
        forEach(
                context -> context.selectFrom(SYSTEM_STATUSES)
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                        .orderBy(SYSTEM_STATUSES.HOSTNAME),
                consumer);
    }

    /** Assesses the inventory as of an instant, without a snapshot, and hands over each active system. */
    public void forEachLive(Instant asOf, String matching, Duration silentAfter, Consumer<SystemRow> consumer) {
        AssessSystems assessed =
                ASSESS_SYSTEMS.call(Times.offset(asOf), matching, YearToSecond.valueOf(silentAfter), null, null);
        forEach(context -> context.selectFrom(assessed).orderBy(assessed.HOSTNAME.collate("C")), consumer);
    }

    /** Assesses one system as of an instant; empty if it is not registered, or inactive. */
    public Optional<SystemRow> live(String hostname, Instant asOf, String matching, Duration silentAfter) {
        AssessSystems assessed = ASSESS_SYSTEMS.call(
                Times.offset(asOf), matching, YearToSecond.valueOf(silentAfter), hostname, hostname + FIRST_AFTER);
        return dsl.selectFrom(assessed).where(assessed.HOSTNAME.eq(hostname)).fetchOptional(SystemQueries::systemRow);
    }

    /**
     * The systems of a snapshot that need a look first: outdated ones by how long they are behind, then those in an
     * unknown state, offline ones, and at the end the ones that are up to date.
     */
    public List<SystemRow> worstFirst(long snapshotId, int limit) {
        return dsl.selectFrom(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                .orderBy(rank(), SYSTEM_STATUSES.BEHIND_SINCE.asc().nullsLast(), SYSTEM_STATUSES.HOSTNAME)
                .limit(limit)
                .fetch(SystemQueries::systemRow);
    }

    private static Field<Integer> rank() {
        return case_(SYSTEM_STATUSES.STATUS)
                .when(Status.OUTDATED.displayName(), 1)
                .when(Status.UNKNOWN_STATE.displayName(), 2)
                .when(Status.OFFLINE.displayName(), 3)
                .else_(4);
    }

    /** PostgreSQL sends rows in portions only inside a transaction; otherwise the driver would hold them all. */
    private void forEach(RowQuery query, Consumer<SystemRow> consumer) {
        dsl.transaction(transaction -> {
            ResultQuery<? extends Record> rows = query.in(transaction.dsl()).fetchSize(FETCH_SIZE);
            try (Cursor<? extends Record> cursor = rows.fetchLazy()) {
                for (Record row : cursor) {
                    consumer.accept(systemRow(row));
                }
            }
        });
    }

    /** The columns of {@code assess_systems} have the names of those of {@code system_statuses}. */
    static SystemRow systemRow(Record row) {
        return new SystemRow(
                row.get(SYSTEM_STATUSES.HOSTNAME),
                row.get(SYSTEM_STATUSES.FLAKE),
                Status.of(row.get(SYSTEM_STATUSES.STATUS)),
                row.get(SYSTEM_STATUSES.REASON),
                row.get(SYSTEM_STATUSES.BASIS),
                row.get(SYSTEM_STATUSES.RUNNING_COMMIT),
                row.get(SYSTEM_STATUSES.EVALUATED_COMMIT),
                row.get(SYSTEM_STATUSES.NEWEST_COMMIT),
                row.get(SYSTEM_STATUSES.COMMITS_BEHIND),
                Times.instant(row.get(SYSTEM_STATUSES.BEHIND_SINCE)),
                Times.instant(row.get(SYSTEM_STATUSES.DEPLOYED_AT)),
                Times.instant(row.get(SYSTEM_STATUSES.LAST_SEEN_AT)),
                row.get(SYSTEM_STATUSES.SILENT),
                row.get(SYSTEM_STATUSES.STORE_PATH),
                row.get(SYSTEM_STATUSES.ENVIRONMENT),
                row.get(SYSTEM_STATUSES.PINNED_COMMIT),
                row.get(SYSTEM_STATUSES.ALIAS));
    }

    private interface RowQuery {
        ResultQuery<? extends Record> in(DSLContext context);
    }
}
