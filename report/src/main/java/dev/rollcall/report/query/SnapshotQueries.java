// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FLAKE_TOTALS;
import static dev.rollcall.schema.jooq.history.Tables.PUBLISHED_SNAPSHOTS;
import static dev.rollcall.schema.jooq.inventory.Tables.REASONS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;

import dev.rollcall.report.model.ArchiveEntry;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.Feed;
import dev.rollcall.report.model.FlakeTotals;
import dev.rollcall.report.model.ReasonMeaning;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.FactKind;
import dev.rollcall.schema.domain.Matching;
import dev.rollcall.schema.jooq.history.tables.PublishedSnapshots;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RecordMapper;
import org.jooq.Result;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Reads published snapshots and data about them as a whole. */
public final class SnapshotQueries {

    private static final Field<Integer> TOTAL = count().over().as("total");

    private final DSLContext dsl;

    SnapshotQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    public Optional<SnapshotSummary> find(long snapshotId) {
        return dsl.selectFrom(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.ID.eq(snapshotId))
                .fetchOptional(row -> summary(PUBLISHED_SNAPSHOTS, row));
    }

    public Optional<SnapshotSummary> find(Instant asOf, Matching matching) {
        return dsl.selectFrom(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.AS_OF.eq(Times.offset(asOf)))
                .and(PUBLISHED_SNAPSHOTS.MATCHING.eq(matching))
                .fetchOptional(row -> summary(PUBLISHED_SNAPSHOTS, row));
    }

    /** The times in a range, both ends included, that have a published snapshot. */
    public Set<Instant> instants(Instant from, Instant to, Matching matching) {
        return dsl.select(PUBLISHED_SNAPSHOTS.AS_OF)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.MATCHING.eq(matching))
                .and(PUBLISHED_SNAPSHOTS.AS_OF.between(Times.offset(from), Times.offset(to)))
                .fetchSet(row -> row.value1().toInstant());
    }

    /** The time of the first published snapshot of a matching. */
    public Instant first(Matching matching) {
        return dsl.select(min(PUBLISHED_SNAPSHOTS.AS_OF))
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.MATCHING.eq(matching))
                .fetchSingle(row -> row.value1().toInstant());
    }

    /** The last snapshots of the same matching up to this one, newest first. */
    public Bounded<SnapshotSummary> upTo(SnapshotSummary snapshot, int limit) {
        return bounded(
                dsl.select(PUBLISHED_SNAPSHOTS.fields())
                        .select(TOTAL)
                        .from(PUBLISHED_SNAPSHOTS)
                        .where(PUBLISHED_SNAPSHOTS.MATCHING.eq(snapshot.matching()))
                        .and(PUBLISHED_SNAPSHOTS.AS_OF.le(Times.offset(snapshot.asOf())))
                        .orderBy(PUBLISHED_SNAPSHOTS.AS_OF.desc())
                        .limit(limit)
                        .fetch(),
                row -> summary(PUBLISHED_SNAPSHOTS, row));
    }

    /** The last snapshot of each period (in UTC) up to this one and since a time, newest first. */
    public Bounded<SnapshotSummary> lastOfEach(Period period, SnapshotSummary snapshot, Instant from, int limit) {
        Field<OffsetDateTime> start = field(
                "date_trunc({0}, {1}, 'UTC')", OffsetDateTime.class, inline(period.unit), PUBLISHED_SNAPSHOTS.AS_OF);
        // its fields are found in a row by identity; jOOQ compares other fields by their SQL
        PublishedSnapshots last = PUBLISHED_SNAPSHOTS.as("last");
        Table<?> lasts = select(PUBLISHED_SNAPSHOTS.fields())
                .distinctOn(start)
                .from(PUBLISHED_SNAPSHOTS)
                .where(PUBLISHED_SNAPSHOTS.MATCHING.eq(snapshot.matching()))
                .and(PUBLISHED_SNAPSHOTS.AS_OF.between(Times.offset(from), Times.offset(snapshot.asOf())))
                .orderBy(start, PUBLISHED_SNAPSHOTS.AS_OF.desc())
                .asTable(last);
        return bounded(
                dsl.select(last.fields())
                        .select(TOTAL)
                        .from(lasts)
                        .orderBy(last.AS_OF.desc())
                        .limit(limit)
                        .fetch(),
                row -> summary(last, row));
    }

    /** A period that is represented by its last snapshot. */
    public enum Period {
        SECOND("second"),
        DAY("day"),
        WEEK("week");

        private final String unit;

        Period(String unit) {
            this.unit = unit;
        }

        /** The start of a time's period, like {@code date_trunc} in UTC. */
        public Instant startOf(Instant instant) {
            return switch (this) {
                case SECOND -> instant.truncatedTo(ChronoUnit.SECONDS);
                case DAY -> instant.truncatedTo(ChronoUnit.DAYS);
                case WEEK ->
                    instant.atOffset(ZoneOffset.UTC)
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .toInstant()
                            .truncatedTo(ChronoUnit.DAYS);
            };
        }
    }

    /** Passes every snapshot, newest first. */
    public void forEachNewestFirst(Consumer<ArchiveEntry> consumer) {
        PublishedSnapshots snapshot = PUBLISHED_SNAPSHOTS.as("snapshot");
        PublishedSnapshots before = PUBLISHED_SNAPSHOTS.as("before");
        Cursors.forEach(
                dsl,
                context -> context.select(snapshot.fields())
                        .select(before.fields())
                        .from(snapshot)
                        .leftJoin(before)
                        .on(before.ID.eq(snapshot.PREVIOUS_ID))
                        .orderBy(snapshot.AS_OF.desc(), snapshot.ID.desc()),
                row -> consumer.accept(new ArchiveEntry(
                        summary(snapshot, row), row.get(before.ID) == null ? null : CountsOf.row(before, row))));
    }

    /** The flakes of a snapshot and of its baseline by name, systems without a flake last. */
    public List<FlakeTotals> flakeTotals(long snapshotId, @Nullable Long baselineId) {
        var now = FLAKE_TOTALS.as("now_total");
        var before = FLAKE_TOTALS.as("before_total");
        Table<?> nowRows = select(now.fields())
                .from(now)
                .where(now.SNAPSHOT_ID.eq(snapshotId))
                .asTable(now);
        Table<?> beforeRows = select(before.fields())
                .from(before)
                .where(baselineId == null ? falseCondition() : before.SNAPSHOT_ID.eq(baselineId))
                .asTable(before);
        Field<String> name = coalesce(now.FLAKE, before.FLAKE).as("name");
        return dsl.select(now.fields())
                .select(before.fields())
                .select(name)
                .from(nowRows)
                .fullJoin(beforeRows)
                // null is a flake here too; a full join can only hash equality
                .on(coalesce(now.FLAKE, "").eq(coalesce(before.FLAKE, "")))
                .and(now.FLAKE.isNull().eq(before.FLAKE.isNull()))
                .orderBy(name.asc().nullsLast())
                .fetch(row -> new FlakeTotals(
                        row.get(name), row.get(now.NEWEST_COMMIT), CountsOf.row(now, row), CountsOf.row(before, row)));
    }

    /** The vocabulary of the rules, by status and reason. */
    public List<ReasonMeaning> reasons() {
        return dsl
                .selectFrom(REASONS)
                .fetch(row -> new ReasonMeaning(row.getReason(), row.getStatus(), row.getMeaning()))
                .stream()
                .sorted(Comparator.comparing(ReasonMeaning::status))
                .toList();
    }

    private static <R extends Record, T> Bounded<T> bounded(Result<R> rows, RecordMapper<? super R, T> mapper) {
        return new Bounded<>(rows.map(mapper), rows.isEmpty() ? 0 : rows.get(0).get(TOTAL));
    }

    static SnapshotSummary summary(PublishedSnapshots table, Record row) {
        return new SnapshotSummary(
                row.get(table.ID),
                row.get(table.AS_OF).toInstant(),
                row.get(table.PUBLISHED_AT).toInstant(),
                row.get(table.MATCHING),
                row.get(table.LABEL),
                row.get(table.RUN_TRIGGER),
                row.get(table.SILENT_AFTER).toDuration(),
                row.get(table.STALE_AFTER).toDuration(),
                row.get(table.ROLLCALL_VERSION),
                row.get(table.RULES_VERSION),
                CountsOf.row(table, row),
                List.of(
                        new Feed(FactKind.STATE, Times.instant(row.get(table.NEWEST_STATE_AT))),
                        new Feed(FactKind.EVALUATION, Times.instant(row.get(table.NEWEST_EVALUATION_AT))),
                        new Feed(FactKind.COMMIT, Times.instant(row.get(table.NEWEST_COMMIT_AT))),
                        new Feed(FactKind.HEARTBEAT, Times.instant(row.get(table.NEWEST_HEARTBEAT_AT)))),
                row.get(table.GATE_OUTCOME));
    }
}
