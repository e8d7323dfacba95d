// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import static dev.rollcall.schema.jooq.inventory.Tables.FEEDS;
import static dev.rollcall.schema.jooq.inventory.Tables.FINDING_KINDS;
import static org.jooq.impl.DSL.max;

import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.jooq.inventory.tables.FindFindings;
import dev.rollcall.schema.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Examines an inventory at a point in time without storing the result. */
public final class Examination {

    private final DSLContext dsl;
    private final OffsetDateTime asOf;

    public Examination(DSLContext dsl, Instant asOf) {
        this.dsl = dsl;
        this.asOf = asOf.atOffset(ZoneOffset.UTC);
    }

    /** The findings, by kind and subject. */
    public List<FindingGroup> findings(Duration staleAfter, Instant now) {
        FindFindings found = new Thresholds(staleAfter).findings(asOf.toInstant(), now, null, null);
        var rows = dsl.select(
                        found.FINDING,
                        FINDING_KINDS.MEANING,
                        FINDING_KINDS.REMEDY,
                        found.SUBJECT,
                        found.DETAIL,
                        found.RESEMBLES)
                .from(found)
                .join(FINDING_KINDS)
                .on(FINDING_KINDS.FINDING.eq(found.FINDING))
                .orderBy(found.FINDING, found.SUBJECT.collate("C"))
                .fetch();
        List<FindingGroup> groups = new ArrayList<>();
        rows.intoGroups(found.FINDING)
                .forEach((finding, group) -> groups.add(new FindingGroup(
                        finding,
                        group.get(0).value2(),
                        group.get(0).value3(),
                        group.map(row -> new Finding(finding, row.value4(), row.value5(), row.value6())))));
        return groups;
    }

    /** Why the inventory is stale, in words; empty if it is not. */
    public Optional<String> staleness(Duration staleAfter) {
        Optional<Instant> newest = newestFact();
        return newest.filter(at -> isFresh(at, staleAfter)).isPresent()
                ? Optional.empty()
                : Optional.of(staleness(newest));
    }

    /** Why an inventory with this newest fact is stale, in words. */
    public static String staleness(Optional<Instant> newestFact) {
        return newestFact
                .map(at -> "nothing newer than " + Words.minute(at) + " UTC")
                .orElse("it is empty");
    }

    /** Whether an inventory with this newest fact is not stale. */
    public boolean isFresh(Instant newestFact, Duration staleAfter) {
        return !newestFact.isBefore(asOf.toInstant().minus(staleAfter));
    }

    /** The time of the newest fact of any kind. */
    public Optional<Instant> newestFact() {
        OffsetDateTime newest = dsl.select(max(FEEDS.NEWEST_AT))
                .from(FEEDS.call(asOf, null, null))
                .fetchSingle()
                .value1();
        return Optional.ofNullable(newest).map(OffsetDateTime::toInstant);
    }
}
