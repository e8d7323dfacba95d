// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.CLOSURES;
import static dev.rollcall.schema.jooq.history.Tables.STRIPS;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.ASSESS_SYSTEMS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.rollcall.report.advisory.ClosurePair;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.SystemTrace;
import dev.rollcall.schema.domain.Basis;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Reboot;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.domain.SystemRow;
import dev.rollcall.schema.jooq.history.tables.Strips;
import dev.rollcall.schema.jooq.history.tables.SystemStatuses;
import dev.rollcall.schema.jooq.inventory.tables.AssessSystems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Reads the systems of a snapshot, or of the live inventory, one row at a time, ordered by hostname. */
public final class SystemQueries {

    /** A name with this appended ends a range that contains little more than the name. */
    private static final String FIRST_AFTER = "\u0001";

    private final DSLContext dsl;

    public SystemQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Passes each system of a stored snapshot. */
    public void forEachOf(long snapshotId, Consumer<SystemRow> consumer) {
        forEachOf(snapshotId, noCondition(), consumer);
    }

    /** Hands over each system of a kept snapshot, with the id of the set of packages that it runs where that is collected. */
    public void forEachWithPackages(long snapshotId, BiConsumer<SystemRow, @Nullable Integer> consumer) {
        Cursors.forEachOfDriver(
                dsl,
                context -> context.select(SYSTEM_STATUSES.fields())
                        .select(CLOSURES.PACKAGE_SET_ID)
                        .from(SYSTEM_STATUSES)
                        .leftJoin(CLOSURES)
                        .on(CLOSURES.STORE_PATH.eq(SYSTEM_STATUSES.STORE_PATH))
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                        .orderBy(SYSTEM_STATUSES.HOSTNAME),
                row -> consumer.accept(systemRow(row), row.getObject("package_set_id", Integer.class)));
    }

    /** Hands over each system of a kept snapshot, with the closures that it runs and that is due on it where they are known. */
    public void forEachWithClosures(long snapshotId, BiConsumer<SystemRow, ClosurePair> consumer) {
        Field<Integer> due = field(name("due", "closure_id"), Integer.class);
        Cursors.forEachOfDriver(
                dsl,
                context -> context.select(SYSTEM_STATUSES.fields())
                        .select(CLOSURES.ID, due)
                        .from(SYSTEM_STATUSES)
                        .leftJoin(CLOSURES)
                        .on(CLOSURES.STORE_PATH.eq(SYSTEM_STATUSES.STORE_PATH))
                        .leftJoin(table("""
                                (select h.hostname
                                      , h.closure_id
                                   from history.due_closures as d
                                  cross join lateral unnest(d.hostnames, d.closure_ids) as h (hostname, closure_id)
                                  where d.snapshot_id = {0}) as due
                                """, inline(snapshotId)))
                        .on(field(name("due", "hostname"), String.class).eq(SYSTEM_STATUSES.HOSTNAME))
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                        .orderBy(SYSTEM_STATUSES.HOSTNAME),
                row -> consumer.accept(
                        systemRow(row),
                        new ClosurePair(
                                row.getObject("id", Integer.class), row.getObject("closure_id", Integer.class))));
    }

    /** Those that match a condition on {@code system_statuses}. */
    void forEachOf(long snapshotId, Condition condition, Consumer<SystemRow> consumer) {
        Cursors.forEachOfDriver(
                dsl,
                context -> context.selectFrom(SYSTEM_STATUSES)
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId), condition)
                        .orderBy(SYSTEM_STATUSES.HOSTNAME),
                row -> consumer.accept(systemRow(row)));
    }

    /** The names of the systems of a stored snapshot. */
    public List<String> hostnames(long snapshotId) {
        return dsl.select(SYSTEM_STATUSES.HOSTNAME)
                .from(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                .fetch(SYSTEM_STATUSES.HOSTNAME);
    }

    /** The systems of a stored snapshot with these names. */
    public List<SystemRow> named(long snapshotId, Collection<String> hostnames) {
        return list(dsl.selectFrom(SYSTEM_STATUSES)
                .where(
                        SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId),
                        SYSTEM_STATUSES.HOSTNAME.eq(any(hostnames.toArray(String[]::new)))));
    }

    /**
     * Passes the systems of a stored snapshot in portions, with their statuses in snapshots given oldest first and their
     * lookalikes.
     *
     * @param most how many systems a portion has; the last one may have fewer
     */
    public void forEachTraces(
            long snapshotId, List<SnapshotSummary> oldestFirst, int most, Consumer<List<SystemTrace>> consumer) {
        FindingQueries findings = new FindingQueries(dsl);
        Strips strips = STRIPS.call(StripQueries.ids(oldestFirst));
        List<SystemTrace> portion = new ArrayList<>();
        Runnable passOn = () -> {
            // by portion: all of them at once could be as many as systems
            Map<String, Finding> lookalikes = findings.lookalikes(
                    snapshotId,
                    portion.stream().map(trace -> trace.row().hostname()).toList());
            consumer.accept(portion.stream()
                    .map(trace -> trace.with(lookalikes.get(trace.row().hostname())))
                    .toList());
            portion.clear();
        };
        Cursors.forEachOfDriver(
                dsl,
                context -> context.select(SYSTEM_STATUSES.fields())
                        .select(strips.LETTERS)
                        .from(SYSTEM_STATUSES)
                        .join(strips)
                        .on(strips.HOSTNAME.eq(SYSTEM_STATUSES.HOSTNAME))
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                        .orderBy(SYSTEM_STATUSES.HOSTNAME),
                row -> {
                    portion.add(new SystemTrace(systemRow(row), StripQueries.strip(row.getString("letters")), null));
                    if (portion.size() == most) {
                        passOn.run();
                    }
                });
        if (!portion.isEmpty()) {
            passOn.run();
        }
    }

    /** Assesses the inventory at a point in time, without a snapshot, and passes each active system by name. */
    public void forEachLive(Instant asOf, Matching matching, Duration silentAfter, Consumer<SystemRow> consumer) {
        AssessSystems assessed =
                ASSESS_SYSTEMS.call(Times.offset(asOf), matching, Times.interval(silentAfter), null, null, null);
        Cursors.forEachOfDriver(
                dsl,
                context -> context.selectFrom(assessed).orderBy(assessed.HOSTNAME.collate("C")),
                row -> consumer.accept(systemRow(row)));
    }

    /** Assesses one system at a point in time; empty if it is not registered, or inactive. */
    public Optional<SystemRow> live(String hostname, Instant asOf, Matching matching, Duration silentAfter) {
        AssessSystems assessed = ASSESS_SYSTEMS.call(
                Times.offset(asOf), matching, Times.interval(silentAfter), hostname, hostname + FIRST_AFTER, null);
        return list(dsl.selectFrom(assessed).where(assessed.HOSTNAME.eq(hostname))).stream()
                .findFirst();
    }

    /** The systems of a snapshot that a later one lacks, by hostname. */
    public List<SystemRow> missingFrom(SnapshotSummary later, SnapshotSummary snapshot) {
        SystemStatuses there = SYSTEM_STATUSES.as("there");
        return list(dsl.selectFrom(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshot.id()))
                // forces a join, however many systems there are
                .andNotExists(selectOne()
                        .from(there)
                        .where(there.SNAPSHOT_ID.eq(later.id()), there.HOSTNAME.eq(SYSTEM_STATUSES.HOSTNAME)))
                .orderBy(SYSTEM_STATUSES.HOSTNAME));
    }

    private List<SystemRow> list(ResultQuery<? extends Record> query) {
        List<SystemRow> list = new ArrayList<>();
        try (ResultSet rows = query.fetchResultSet()) {
            while (rows.next()) {
                list.add(systemRow(rows));
            }
        } catch (SQLException e) {
            throw new DataAccessException("reading systems", e);
        }
        return list;
    }

    /** {@code assess_systems} has the same column names as {@code system_statuses}. */
    private static SystemRow systemRow(ResultSet row) throws SQLException {
        int commitsBehind = row.getInt("commits_behind");
        boolean isBehindKnown = !row.wasNull();
        String basis = row.getString("basis");
        return new SystemRow(
                row.getString("hostname"),
                row.getString("flake"),
                Status.of(row.getString("status")),
                Reason.of(row.getString("reason")),
                basis == null ? null : Basis.of(basis),
                row.getString("running_commit"),
                row.getString("evaluated_commit"),
                row.getString("newest_commit"),
                isBehindKnown ? (Integer) commitsBehind : null,
                instant(row, "behind_since"),
                instant(row, "deployed_at"),
                instant(row, "last_seen_at"),
                row.getBoolean("silent"),
                row.getString("store_path"),
                row.getString("environment"),
                row.getString("pinned_commit"),
                row.getString("alias"),
                row.getString("owner"),
                row.getString("evaluation_error"),
                reboot(row));
    }

    private static Reboot reboot(ResultSet row) throws SQLException {
        boolean isNeeded = row.getBoolean("reboot_needed");
        return new Reboot(
                row.wasNull() ? null : (Boolean) isNeeded,
                instant(row, "reboot_needed_since"),
                instant(row, "booted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Times.instant(row.getObject(column, OffsetDateTime.class));
    }
}
