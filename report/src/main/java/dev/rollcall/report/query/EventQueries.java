// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.STATUS_CHANGES;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.condition;

import dev.rollcall.report.model.Event;
import dev.rollcall.report.model.Event.Kind;
import dev.rollcall.report.model.Rollback;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.Reason;
import dev.rollcall.schema.domain.Status;
import dev.rollcall.schema.jooq.history.tables.StatusChanges;
import dev.rollcall.schema.jooq.history.tables.SystemStatuses;
import dev.rollcall.schema.jooq.history.tables.records.StatusChangesRecord;
import java.util.Objects;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the transitions between two snapshots one by one. */
public final class EventQueries {

    private final DSLContext dsl;

    EventQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Passes each system that went back, the last night first, then those that changed status or commit, then those that
     * began or ceased to need a reboot; both by hostname.
     */
    public void forEach(SnapshotSummary baseline, SnapshotSummary snapshot, Consumer<Event> consumer) {
        new ChangeQueries(dsl)
                .rollbacks(baseline, snapshot, Integer.MAX_VALUE)
                .shown()
                .forEach(rollback -> consumer.accept(event(snapshot, rollback)));
        StatusChanges change = STATUS_CHANGES.call(baseline.id(), snapshot.id());
        Cursors.forEach(
                dsl,
                context -> context.selectFrom(change).orderBy(change.HOSTNAME.collate("C")),
                row -> accept(snapshot, row.into(STATUS_CHANGES), consumer));
        forEachReboot(baseline, snapshot, consumer);
    }

    private void forEachReboot(SnapshotSummary baseline, SnapshotSummary snapshot, Consumer<Event> consumer) {
        SystemStatuses before = SYSTEM_STATUSES.as("before");
        SystemStatuses now = SYSTEM_STATUSES.as("now");
        Cursors.forEach(
                dsl,
                context -> context.select(
                                now.HOSTNAME,
                                now.FLAKE,
                                now.ENVIRONMENT,
                                now.OWNER,
                                before.REBOOT_NEEDED,
                                now.REBOOT_NEEDED)
                        .from(before)
                        .join(now)
                        .on(now.HOSTNAME.eq(before.HOSTNAME))
                        .where(before.SNAPSHOT_ID.eq(baseline.id()), now.SNAPSHOT_ID.eq(snapshot.id()))
                        .and(now.REBOOT_NEEDED.isDistinctFrom(before.REBOOT_NEEDED))
                        .and(condition(now.REBOOT_NEEDED).or(condition(before.REBOOT_NEEDED)))
                        .orderBy(now.HOSTNAME.collate("C")),
                row -> consumer.accept(new Event(
                        snapshot.asOf(),
                        snapshot.matching(),
                        Kind.REBOOT,
                        row.get(now.HOSTNAME),
                        row.get(now.FLAKE),
                        row.get(now.ENVIRONMENT),
                        row.get(now.OWNER),
                        need(row.get(before.REBOOT_NEEDED)),
                        need(row.get(now.REBOOT_NEEDED)),
                        null,
                        null)));
    }

    private static @Nullable String need(@Nullable Boolean isNeeded) {
        return isNeeded == null ? null : isNeeded ? "needed" : "not needed";
    }

    private static Event event(SnapshotSummary snapshot, Rollback rollback) {
        return new Event(
                rollback.asOf(),
                snapshot.matching(),
                Kind.WENT_BACK,
                rollback.hostname(),
                rollback.flake(),
                rollback.environment(),
                rollback.owner(),
                rollback.from(),
                rollback.to(),
                null,
                true);
    }

    private static void accept(SnapshotSummary snapshot, StatusChangesRecord row, Consumer<Event> consumer) {
        Status from = row.getOldStatus();
        Status to = row.getNewStatus();
        if (from != to) {
            Kind kind = from == null ? Kind.JOINED : to == null ? Kind.LEFT : Kind.STATUS;
            consumer.accept(event(snapshot, row, kind, name(from), name(to), row.getNewReason(), null));
        }
        boolean isMoved = !Objects.equals(row.getOldRunningCommit(), row.getNewRunningCommit());
        if (from != null && to != null && isMoved) {
            consumer.accept(event(
                    snapshot,
                    row,
                    Kind.COMMIT,
                    row.getOldRunningCommit(),
                    row.getNewRunningCommit(),
                    null,
                    row.getRedeployed()));
        }
    }

    private static Event event(
            SnapshotSummary snapshot,
            StatusChangesRecord row,
            Kind kind,
            @Nullable String from,
            @Nullable String to,
            @Nullable Reason reason,
            @Nullable Boolean isDeployed) {
        return new Event(
                snapshot.asOf(),
                snapshot.matching(),
                kind,
                row.getHostname(),
                row.getNewStatus() == null ? row.getOldFlake() : row.getFlake(),
                row.getEnvironment(),
                row.getOwner(),
                from,
                to,
                reason,
                isDeployed);
    }

    private static @Nullable String name(@Nullable Status status) {
        return status == null ? null : status.displayName();
    }
}
