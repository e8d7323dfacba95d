// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.ADVISORIES;
import static dev.rollcall.schema.jooq.history.Tables.ADVISORY_SETS;
import static dev.rollcall.schema.jooq.history.Tables.SCANS;
import static dev.rollcall.schema.jooq.history.Tables.USED_SCANS;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.val;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.Advisory;
import dev.rollcall.report.advisory.AdvisoryMoves;
import dev.rollcall.report.advisory.ClosureGroups;
import dev.rollcall.report.advisory.ClosurePair;
import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.advisory.Scan;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.closure.NumberedSets;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.PackageVersion;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/** Reads what scanners found in the closures of a snapshot, from the scans that it used. */
public final class AdvisoryQueries {

    /** What systems of a snapshot run and what is due on them: those with these names, or all if null. */
    private static final String CLOSURES = """
              from history.system_statuses as s
              left join history.closures as run
                on run.store_path = s.store_path
              left join (
                     select h.hostname
                          , h.closure_id
                       from history.due_closures as d
                      cross join lateral unnest(d.hostnames, d.closure_ids) as h (hostname, closure_id)
                      where d.snapshot_id = {0}
                        and {1}
                   ) as due
                on due.hostname = s.hostname
             where s.snapshot_id = {0}
            """;

    private final DSLContext dsl;

    AdvisoryQueries(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Whether any scan was imported. */
    public boolean areCollected() {
        return dsl.fetchExists(SCANS);
    }

    /** Whether a snapshot used any scan. */
    public boolean areUsed(SnapshotSummary snapshot) {
        return areUsed(snapshot.id());
    }

    private boolean areUsed(long snapshotId) {
        return dsl.fetchExists(USED_SCANS, USED_SCANS.SNAPSHOT_ID.eq(snapshotId));
    }

    /** The ids of all advisories that any scan found. */
    public List<String> ids() {
        return dsl.selectDistinct(ADVISORIES.ADVISORY)
                .from(ADVISORIES)
                .orderBy(ADVISORIES.ADVISORY)
                .fetch(ADVISORIES.ADVISORY);
    }

    /** An id as the scanners write it; empty if no scan found it. */
    public Optional<String> known(String id) {
        return dsl.select(min(ADVISORIES.ADVISORY))
                .from(ADVISORIES)
                .where(ADVISORIES.ADVISORY.equalIgnoreCase(id))
                .fetchOptional(row -> row.value1());
    }

    /** The scans that a snapshot used; empty if it is older than the first that was imported. */
    public Optional<UsedScans> scans(long snapshotId) {
        return new Reader().read(snapshotId);
    }

    /** What the systems of a snapshot have, and what came and went since the baseline; empty if it used no scans. */
    public Optional<NightAdvisories> of(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        Reader reader = new Reader();
        return reader.read(snapshot.id())
                .map(now -> new NightAdvisories(
                        now,
                        AdvisoriesInUse.of(now, closures(snapshot)),
                        baseline == null
                                ? null
                                : reader.read(baseline.id())
                                        .map(before -> AdvisoryMoves.of(before, now, closures(baseline, snapshot)))
                                        .orElse(null)));
    }

    /** Reads the scans of snapshots that are compared, each set of advisories once. */
    private final class Reader {

        private final NumberedSets<Advisory> sets = new NumberedSets<>(Advisory::key);
        private final SetReader<Advisory> reader = new SetReader<>(
                dsl,
                sets,
                ADVISORY_SETS.ID,
                ADVISORY_SETS.ADVISORY_IDS,
                ADVISORIES.ID,
                row -> new Advisory(
                        row.get(ADVISORIES.ADVISORY),
                        new PackageVersion(row.get(ADVISORIES.PACKAGE), row.get(ADVISORIES.VERSION)),
                        row.get(ADVISORIES.SCORE)));

        Optional<UsedScans> read(long snapshotId) {
            if (!areUsed(snapshotId)) {
                return Optional.empty();
            }
            Map<Integer, Scanner> scanners = new HashMap<>();
            Map<Integer, List<Scan>> scans = new HashMap<>();
            for (Record row : dsl.fetch("""
                    select s.closure_id
                         , s.scanned_at
                         , s.advisory_set_id
                         , k.id
                         , k.name
                         , k.version
                         , k.database_at
                      from history.used_scans as u
                     cross join lateral unnest(u.scan_ids) as n (id)
                      join history.scans as s
                        on s.id = n.id
                      join history.scanners as k
                        on k.id = s.scanner_id
                     where u.snapshot_id = ?
                     order by k.name
                            , s.scanned_at
                    """, snapshotId)) {
                Scanner scanner = scanners.computeIfAbsent(
                        row.get(3, Integer.class),
                        id -> new Scanner(
                                row.get(4, String.class),
                                row.get(5, String.class),
                                Times.instant(row.get(6, OffsetDateTime.class))));
                scans.computeIfAbsent(row.get(0, Integer.class), closure -> new ArrayList<>(1))
                        .add(new Scan(
                                scanner, row.get(1, OffsetDateTime.class).toInstant(), row.get(2, Integer.class)));
            }
            reader.read(
                    scans.values().stream().flatMap(List::stream).map(Scan::set).toList());
            return Optional.of(new UsedScans(scans, sets));
        }
    }

    private ClosureGroups closures(SnapshotSummary snapshot) {
        return groups(
                dsl.resultQuery("""
                select run.id
                     , due.closure_id
                     , count(*)::integer
                     , (array_agg(s.hostname order by s.hostname))[1:{2}]
                """ + CLOSURES + """
                           and s.store_path is not null
                         group by run.id
                                , due.closure_id
                         order by min(s.hostname)
                        """, val(snapshot.id()), trueCondition(), val(HostGroup.MAX_HOSTS)));
    }

    private ClosureGroups closures(SnapshotSummary baseline, SnapshotSummary snapshot) {
        return groups(dsl.resultQuery("""
                select old.id
                     , new.id
                     , count(*) filter (where before.hostname = now.hostname)::integer
                     , coalesce(
                           (array_agg(now.hostname order by now.hostname) filter (where before.hostname = now.hostname))[1:{2}]
                         , '{}'
                       )
                  from (select x.hostname, x.store_path from history.system_statuses as x where x.snapshot_id = {0}) as before
                  full join (select x.hostname, x.store_path from history.system_statuses as x where x.snapshot_id = {1}) as now
                    on now.hostname = before.hostname
                  left join history.closures as old
                    on old.store_path = before.store_path
                  left join history.closures as new
                    on new.store_path = now.store_path
                 group by old.id
                        , new.id
                 order by min(now.hostname)
                """, val(baseline.id()), val(snapshot.id()), val(HostGroup.MAX_HOSTS)));
    }

    private static ClosureGroups groups(ResultQuery<Record> pairs) {
        ClosureGroups groups = new ClosureGroups();
        pairs.forEach(row ->
                groups.add(pair(row), row.get(2, Integer.class), Arrays.asList(row.get(3, String[].class))));
        return groups;
    }

    /** What each of some systems of a snapshot runs and what is due on it. */
    public Map<String, ClosurePair> closures(long snapshotId, Collection<String> hosts) {
        Map<String, ClosurePair> closures = new HashMap<>();
        Param<String[]> names = val(hosts.toArray(String[]::new));
        dsl.resultQuery(
                        "select run.id, due.closure_id, s.hostname" + CLOSURES + " and s.hostname = any ({2})",
                        val(snapshotId),
                        condition("h.hostname = any ({0})", names),
                        names)
                .forEach(row -> closures.put(row.get(2, String.class), pair(row)));
        return closures;
    }

    private static ClosurePair pair(Record row) {
        return new ClosurePair(row.get(0, Integer.class), row.get(1, Integer.class));
    }
}
