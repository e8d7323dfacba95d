// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.FINDINGS;
import static dev.rollcall.schema.jooq.inventory.Tables.FINDING_KINDS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.unnest;

import dev.rollcall.report.model.Bounded;
import dev.rollcall.report.model.FindingMeaning;
import dev.rollcall.schema.domain.Finding;
import dev.rollcall.schema.domain.FindingKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Reads findings and their vocabulary. */
public final class FindingQueries {

    private final DSLContext dsl;

    FindingQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The findings of a snapshot by kind, with a limit per kind. */
    public Map<FindingKind, Bounded<Finding>> byKind(long snapshotId, int limitForEach) {
        Field<Integer> place = rowNumber()
                .over()
                .partitionBy(FINDINGS.FINDING)
                .orderBy(FINDINGS.SUBJECT)
                .as("place");
        Field<Integer> total = count().over().partitionBy(FINDINGS.FINDING).as("total");
        var ranked = select(FINDINGS.fields())
                .select(place, total)
                .from(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(snapshotId))
                .asTable("ranked");
        Map<FindingKind, List<Finding>> shown = new LinkedHashMap<>();
        Map<FindingKind, Integer> totals = new LinkedHashMap<>();
        dsl.selectFrom(ranked)
                .where(ranked.field(place).le(limitForEach))
                .orderBy(ranked.field(FINDINGS.FINDING).collate("C"), ranked.field(place))
                .forEach(row -> {
                    FindingKind kind = row.get(FINDINGS.FINDING);
                    shown.computeIfAbsent(kind, any -> new ArrayList<>())
                            .add(new Finding(
                                    kind,
                                    row.get(FINDINGS.SUBJECT),
                                    row.get(FINDINGS.DETAIL),
                                    row.get(FINDINGS.RESEMBLES)));
                    totals.put(kind, row.get(total));
                });
        Map<FindingKind, Bounded<Finding>> byKind = new LinkedHashMap<>();
        shown.forEach((kind, findings) -> byKind.put(kind, new Bounded<>(findings, totals.getOrDefault(kind, 0))));
        return byKind;
    }

    /** The unregistered hosts that resemble some systems, by the system's name. */
    public Map<String, Finding> lookalikes(long snapshotId, Collection<String> hostnames) {
        Map<String, Finding> lookalikes = new HashMap<>();
        dsl.selectFrom(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(snapshotId))
                .and(FINDINGS.FINDING.eq(FindingKind.REPORTS_UNREGISTERED))
                .and(FINDINGS.RESEMBLES.eq(any(hostnames.toArray(String[]::new))))
                .orderBy(FINDINGS.SUBJECT)
                .forEach(row -> lookalikes.putIfAbsent(
                        row.getResembles(),
                        new Finding(row.getFinding(), row.getSubject(), row.getDetail(), row.getResembles())));
        return lookalikes;
    }

    /** The findings about some systems, by host. */
    public Map<String, List<Finding>> about(long snapshotId, Collection<String> hostnames) {
        Map<String, List<Finding>> about = new HashMap<>();
        // as a subquery, because the server would parse an array again for each row
        var hosts = select(field(name("host"), String.class))
                .from(unnest(hostnames.toArray(String[]::new)).as("named", "host"));
        Set<String> asked = Set.copyOf(hostnames);
        dsl.selectFrom(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(snapshotId))
                .and(FINDINGS.SUBJECT.in(hosts).or(FINDINGS.RESEMBLES.in(hosts)))
                .orderBy(FINDINGS.FINDING.collate("C"), FINDINGS.SUBJECT)
                .forEach(row -> {
                    Finding finding =
                            new Finding(row.getFinding(), row.getSubject(), row.getDetail(), row.getResembles());
                    Stream.of(row.getSubject(), row.getResembles())
                            .filter(host -> host != null && asked.contains(host) && finding.concerns(host))
                            .distinct()
                            .forEach(host -> about.computeIfAbsent(host, any -> new ArrayList<>())
                                    .add(finding));
                });
        return about;
    }

    /** Why the inventory was stale, if it was. */
    public Optional<String> staleInventory(long snapshotId) {
        return dsl.selectFrom(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(snapshotId))
                .and(FINDINGS.FINDING.eq(FindingKind.STALE_INVENTORY))
                .limit(1)
                .fetchOptional(FINDINGS.DETAIL);
    }

    /** The kinds of facts that were not recorded for too long, by name. */
    public List<String> quietFeeds(long snapshotId) {
        return dsl.select(FINDINGS.SUBJECT)
                .from(FINDINGS)
                .where(FINDINGS.SNAPSHOT_ID.eq(snapshotId), FINDINGS.FINDING.eq(FindingKind.QUIET_FEED))
                .orderBy(FINDINGS.SUBJECT)
                .fetch(FINDINGS.SUBJECT);
    }

    /** The vocabulary of the findings; commands are in quotes, as on every page. */
    public List<FindingMeaning> kinds() {
        return dsl.selectFrom(FINDING_KINDS)
                .orderBy(FINDING_KINDS.FINDING.collate("C"))
                .fetch(row -> new FindingMeaning(
                        row.getFinding(), row.getMeaning(), row.getRemedy().replace('`', '\'')));
    }
}
