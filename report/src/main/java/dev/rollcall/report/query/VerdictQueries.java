// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;
import static org.jooq.impl.DSL.case_;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.rollcall.report.model.Band;
import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FleetVerdict;
import dev.rollcall.report.model.FleetVerdict.BandSystem;
import dev.rollcall.report.model.FleetVerdict.BandSystems;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.report.model.Status;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads what the verdict on the fleet of a snapshot rests on. */
public final class VerdictQueries {

    private static final String[] BROKEN = {"evaluation-failed", "build-failed"};

    private final DSLContext dsl;

    VerdictQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The verdict, with the names of at most so many systems of each band. */
    public FleetVerdict read(SnapshotSummary snapshot, int limitForEach) {
        FindingQueries findings = new FindingQueries(dsl);
        return new FleetVerdict(
                snapshot,
                bands(snapshot, limitForEach),
                findings.staleInventory(snapshot.id()).isPresent(),
                findings.quietFeeds(snapshot.id()));
    }

    private List<BandSystems> bands(SnapshotSummary snapshot, int limitForEach) {
        Field<String> band = band(snapshot).as("band");
        var systems = select(SYSTEM_STATUSES.HOSTNAME, SYSTEM_STATUSES.LAST_SEEN_AT, SYSTEM_STATUSES.BEHIND_SINCE, band)
                .from(SYSTEM_STATUSES)
                .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshot.id()))
                .asTable("systems");
        Field<OffsetDateTime> since = case_(systems.field(band))
                .when(Band.NOT_HEARD_FROM.name(), systems.field(SYSTEM_STATUSES.LAST_SEEN_AT))
                .else_(systems.field(SYSTEM_STATUSES.BEHIND_SINCE))
                .as("since");
        var dated = select(systems.field(SYSTEM_STATUSES.HOSTNAME), systems.field(band), since)
                .from(systems)
                .asTable("dated");
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(dated.field(band))
                .orderBy(dated.field(since).asc().nullsLast(), dated.field(SYSTEM_STATUSES.HOSTNAME))
                .as("place");
        Field<Integer> total = count().over().partitionBy(dated.field(band)).as("total");
        var ranked = select(dated.fields()).select(place, total).from(dated).asTable("ranked");
        return dsl
                .selectFrom(ranked)
                .where(ranked.field(place).le(limitForEach))
                .orderBy(ranked.field(place))
                .fetch()
                .intoGroups(ranked.field(band))
                .entrySet()
                .stream()
                .map(group -> new BandSystems(
                        Band.valueOf(group.getKey()),
                        new Bounded<>(
                                group.getValue()
                                        .map(row -> new BandSystem(
                                                row.get(ranked.field(SYSTEM_STATUSES.HOSTNAME)),
                                                Times.instant(row.get(ranked.field(since))))),
                                group.getValue().get(0).get(ranked.field(total)))))
                .sorted(Comparator.comparing(BandSystems::band))
                .toList();
    }

    /** The first band that fits, by its name. */
    private static Field<String> band(SnapshotSummary snapshot) {
        OffsetDateTime longAgo = before(snapshot, Band.UNHEARD);
        // one that is told apart by its states alone says nothing while there is nothing to deploy
        Condition isUnheard = condition(SYSTEM_STATUSES.SILENT)
                .or(SYSTEM_STATUSES
                        .LAST_SEEN_AT
                        .lt(longAgo)
                        .and(is(Status.UNKNOWN_STATE).or(SYSTEM_STATUSES.BEHIND_SINCE.lt(longAgo))));
        return when(is(Status.OFFLINE), inline(Band.NEVER_DEPLOYED.name()))
                .when(isUnheard, inline(Band.NOT_HEARD_FROM.name()))
                .when(is(Status.UNKNOWN_STATE), inline(Band.UNKNOWN_STATE.name()))
                .when(is(Status.UP_TO_DATE), inline(Band.UP_TO_DATE.name()))
                .when(SYSTEM_STATUSES.REASON.in(BROKEN), inline(Band.BROKEN.name()))
                .when(SYSTEM_STATUSES.BEHIND_SINCE.isNull(), inline(Band.UNDATED.name()))
                .when(SYSTEM_STATUSES.BEHIND_SINCE.lt(before(snapshot, Band.LONG)), inline(Band.LONG_BEHIND.name()))
                .when(SYSTEM_STATUSES.BEHIND_SINCE.lt(before(snapshot, Band.SHORT)), inline(Band.BEHIND.name()))
                .else_(inline(Band.JUST_BEHIND.name()));
    }

    private static Condition is(Status status) {
        return SYSTEM_STATUSES.STATUS.eq(inline(status.displayName()));
    }

    private static OffsetDateTime before(SnapshotSummary snapshot, Duration age) {
        return Times.offset(snapshot.asOf().minus(age));
    }
}
