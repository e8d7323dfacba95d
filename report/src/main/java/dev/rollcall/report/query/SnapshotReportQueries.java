// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FINDINGS;
import static dev.rollcall.schema.jooq.history.Tables.IDENTITY;
import static dev.rollcall.schema.jooq.history.Tables.ROLLBACKS;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static dev.rollcall.schema.jooq.inventory.Tables.FINDING_KINDS;
import static dev.rollcall.schema.jooq.inventory.Tables.REASONS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.ErrorCount;
import dev.rollcall.report.model.ReasonCount;
import dev.rollcall.report.model.SnapshotReport;
import dev.rollcall.report.model.SnapshotReport.FindingCount;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.query.FleetQueries.Limits;
import dev.rollcall.schema.domain.Status;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Reads the data of the machine-readable formats. */
public final class SnapshotReportQueries {

    /** More than any format lists; {@code rollcall diff} has all of them. */
    private static final int CHANGES_OF_LIST = 50;

    private static final int MAX_ERRORS = 100;

    private final DSLContext dsl;

    SnapshotReportQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** With the differences from the baseline only if they are needed, because reading them takes long. */
    public SnapshotReport read(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline, boolean withChanges) {
        return new SnapshotReport(
                snapshot,
                () -> new FleetQueries(dsl)
                        .read(snapshot, baseline, new Limits(1, 1, 0, 0))
                        .verdict(),
                baseline == null || !withChanges
                        ? null
                        : new ChangeQueries(dsl).diff(baseline, snapshot, CHANGES_OF_LIST),
                new SnapshotQueries(dsl).flakeTotals(snapshot.id(), baseline == null ? null : baseline.id()),
                reasons(snapshot.id()),
                findings(snapshot.id()),
                errors(snapshot.id()),
                new GateQueries(dsl).find(snapshot.id()).orElse(null),
                dsl.fetchCount(ROLLBACKS, ROLLBACKS.SNAPSHOT_ID.eq(snapshot.id())),
                new NightQueries(dsl).missingBefore(snapshot).size());
    }

    /** Of the current vocabulary and of the snapshot's, which may be older. */
    private List<ReasonCount> reasons(long snapshotId) {
        var counted = name("counted")
                .as(select(
                                SYSTEM_STATUSES.STATUS,
                                SYSTEM_STATUSES.REASON,
                                count().as("systems"),
                                min(SYSTEM_STATUSES.BEHIND_SINCE).as("since"))
                        .from(SYSTEM_STATUSES)
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                        .groupBy(SYSTEM_STATUSES.STATUS, SYSTEM_STATUSES.REASON));
        var systems = counted.field("systems", Integer.class);
        var since = counted.field("since", SYSTEM_STATUSES.BEHIND_SINCE.getDataType());
        var status = coalesce(counted.field(SYSTEM_STATUSES.STATUS), REASONS.STATUS);
        var reason = coalesce(counted.field(SYSTEM_STATUSES.REASON), REASONS.REASON);
        return dsl
                .with(counted)
                .select(status, reason, coalesce(systems, inline(0)), since)
                .from(counted)
                .fullJoin(REASONS)
                .on(REASONS.REASON.eq(counted.field(SYSTEM_STATUSES.REASON)))
                .and(REASONS.STATUS.eq(counted.field(SYSTEM_STATUSES.STATUS)))
                .fetch(row -> new ReasonCount(row.value1(), row.value2(), row.value3(), Times.instant(row.value4())))
                .stream()
                .sorted(Comparator.comparing(ReasonCount::status)
                        .thenComparing(each -> each.reason().code()))
                .toList();
    }

    /** The texts of failed evaluations by reason, most frequent first. */
    private Bounded<ErrorCount> errors(long snapshotId) {
        Field<Integer> systems = count().as("systems");
        Field<Integer> total = count().over().as("total");
        var rows = dsl.select(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR, systems, total)
                .from(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshotId))
                .and(SYSTEM_STATUSES.STATUS.ne(Status.UP_TO_DATE))
                .and(SYSTEM_STATUSES.EVALUATION_ERROR.isNotNull())
                .groupBy(SYSTEM_STATUSES.REASON, SYSTEM_STATUSES.EVALUATION_ERROR)
                .orderBy(
                        systems.desc(),
                        SYSTEM_STATUSES.REASON.collate("C"),
                        SYSTEM_STATUSES.EVALUATION_ERROR.collate("C"))
                .limit(MAX_ERRORS)
                .fetch();
        return new Bounded<>(
                rows.map(row -> new ErrorCount(row.value1(), row.value2(), row.value3())),
                rows.isEmpty() ? 0 : rows.get(0).value4());
    }

    private List<FindingCount> findings(long snapshotId) {
        var counted = name("counted")
                .as(select(FINDINGS.FINDING, count().as("findings"))
                        .from(FINDINGS)
                        .where(FINDINGS.SNAPSHOT_ID.eq(snapshotId))
                        .groupBy(FINDINGS.FINDING));
        var findings = counted.field("findings", Integer.class);
        return dsl
                .with(counted)
                .select(coalesce(counted.field(FINDINGS.FINDING), FINDING_KINDS.FINDING), coalesce(findings, inline(0)))
                .from(counted)
                .fullJoin(FINDING_KINDS)
                .on(FINDING_KINDS.FINDING.eq(counted.field(FINDINGS.FINDING)))
                .fetch(row -> new FindingCount(row.value1(), row.value2()))
                .stream()
                .sorted(Comparator.comparing(each -> each.finding().code()))
                .toList();
    }

    /** The id of this history; copies of the database keep it. */
    public String historyId() {
        return dsl.select(IDENTITY.ID).from(IDENTITY).fetchSingle(IDENTITY.ID).toString();
    }
}
