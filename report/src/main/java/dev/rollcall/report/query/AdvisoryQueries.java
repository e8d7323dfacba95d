// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.ADVISORIES;
import static dev.rollcall.schema.jooq.history.Tables.ADVISORY_SETS;
import static dev.rollcall.schema.jooq.history.Tables.SCANS;
import static dev.rollcall.schema.jooq.history.Tables.USED_SCANS;

import dev.rollcall.report.advisory.AdvisoriesInUse;
import dev.rollcall.report.advisory.Advisory;
import dev.rollcall.report.advisory.AdvisoryMoves;
import dev.rollcall.report.advisory.ClosureGroups;
import dev.rollcall.report.advisory.ClosurePair;
import dev.rollcall.report.advisory.NightAdvisories;
import dev.rollcall.report.advisory.Scan;
import dev.rollcall.report.advisory.Scan.Scanner;
import dev.rollcall.report.advisory.UsedScans;
import dev.rollcall.report.closure.NumberedSets;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.PackageVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads what scanners found in the closures of a snapshot, from the scans that it used. */
public final class AdvisoryQueries {

    /** What each system of a snapshot runs and what is due on it. */
    private static final String CLOSURES = """
            select s.hostname
                 , run.id
                 , due.closure_id
              from history.system_statuses as s
              left join history.closures as run
                on run.store_path = s.store_path
              left join (
                     select h.hostname
                          , h.closure_id
                       from history.due_closures as d
                      cross join lateral unnest(d.hostnames, d.closure_ids) as h (hostname, closure_id)
                      where d.snapshot_id = ?
                   ) as due
                on due.hostname = s.hostname
             where s.snapshot_id = ?
               and s.store_path is not null
            """;

    private final DSLContext dsl;
    private final NumberedSets<Advisory> sets = new NumberedSets<>(Advisory::id);
    private final SetReader<Advisory> reader;
    private final Map<Long, Optional<UsedScans>> used = new HashMap<>();

    AdvisoryQueries(DSLContext dsl) {
        this.dsl = dsl;
        this.reader = new SetReader<>(
                dsl,
                sets,
                ADVISORY_SETS.ID,
                ADVISORY_SETS.ADVISORY_IDS,
                ADVISORIES.ID,
                row -> new Advisory(
                        row.get(ADVISORIES.ADVISORY),
                        new PackageVersion(row.get(ADVISORIES.PACKAGE), row.get(ADVISORIES.VERSION)),
                        row.get(ADVISORIES.SCORE)));
    }

    /** Whether any scan was imported. */
    public boolean areCollected() {
        return dsl.fetchExists(SCANS);
    }

    /** The ids of all advisories that any scan found. */
    public List<String> ids() {
        return dsl.selectDistinct(ADVISORIES.ADVISORY)
                .from(ADVISORIES)
                .orderBy(ADVISORIES.ADVISORY)
                .fetch(ADVISORIES.ADVISORY);
    }

    public boolean isKnown(String id) {
        return dsl.fetchExists(ADVISORIES, ADVISORIES.ADVISORY.eq(id));
    }

    /** The scans that a snapshot used; empty if it is older than the first that was imported. They are read once. */
    public Optional<UsedScans> scans(long snapshotId) {
        return used.computeIfAbsent(snapshotId, this::read);
    }

    private Optional<UsedScans> read(long snapshotId) {
        if (!dsl.fetchExists(USED_SCANS, USED_SCANS.SNAPSHOT_ID.eq(snapshotId))) {
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
                  join history.scans as s
                    on s.id = any (u.scan_ids)
                  join history.scanners as k
                    on k.id = s.scanner_id
                 where u.snapshot_id = ?
                 order by k.name
                        , s.scanned_at
                """, snapshotId)) {
            Scanner scanner = scanners.computeIfAbsent(
                    row.get(3, Integer.class),
                    id -> new Scanner(row.get(4, String.class), row.get(5, String.class), instant(row, 6)));
            scans.computeIfAbsent(row.get(0, Integer.class), closure -> new ArrayList<>(1))
                    .add(new Scan(scanner, Objects.requireNonNull(instant(row, 1)), row.get(2, Integer.class)));
        }
        reader.read(scans.values().stream().flatMap(List::stream).map(Scan::set).toList());
        return Optional.of(new UsedScans(scans, sets));
    }

    private static @Nullable Instant instant(Record row, int column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** What the systems of a snapshot have, and did not have in the baseline; empty if it used no scans. */
    public Optional<NightAdvisories> of(SnapshotSummary snapshot, @Nullable SnapshotSummary baseline) {
        return scans(snapshot.id())
                .map(now -> new NightAdvisories(
                        inUse(snapshot, now),
                        baseline == null
                                ? null
                                : scans(baseline.id())
                                        .map(before -> moves(baseline, before, snapshot, now))
                                        .orElse(null)));
    }

    private AdvisoriesInUse inUse(SnapshotSummary snapshot, UsedScans scans) {
        ClosureGroups systems = new ClosureGroups();
        dsl.resultQuery(CLOSURES + " order by s.hostname", snapshot.id(), snapshot.id())
                .forEach(row -> systems.add(row.get(0, String.class), pair(row)));
        return AdvisoriesInUse.of(scans, systems);
    }

    private AdvisoryMoves moves(SnapshotSummary baseline, UsedScans before, SnapshotSummary snapshot, UsedScans now) {
        ClosureGroups systems = new ClosureGroups();
        dsl.resultQuery("""
                        select now.hostname
                             , old.id
                             , new.id
                          from (select x.hostname, x.store_path from history.system_statuses as x where x.snapshot_id = ?) as before
                          join (select x.hostname, x.store_path from history.system_statuses as x where x.snapshot_id = ?) as now
                            on now.hostname = before.hostname
                          left join history.closures as old
                            on old.store_path = before.store_path
                          left join history.closures as new
                            on new.store_path = now.store_path
                         where before.store_path is not null
                           and now.store_path is not null
                         order by now.hostname
                        """, baseline.id(), snapshot.id())
                .forEach(row -> systems.add(row.get(0, String.class), pair(row)));
        return AdvisoryMoves.of(before, now, systems);
    }

    /** What each of some systems of a snapshot runs and what is due on it. */
    public Map<String, ClosurePair> closures(long snapshotId, Collection<String> hosts) {
        Map<String, ClosurePair> closures = new HashMap<>();
        dsl.resultQuery(
                        CLOSURES + " and s.hostname = any(cast(? as text[]))",
                        snapshotId,
                        snapshotId,
                        hosts.toArray(String[]::new))
                .forEach(row -> closures.put(row.get(0, String.class), pair(row)));
        return closures;
    }

    /** The same of all its systems. */
    public Map<String, ClosurePair> closures(long snapshotId) {
        Map<String, ClosurePair> closures = new HashMap<>();
        dsl.resultQuery(CLOSURES, snapshotId, snapshotId)
                .forEach(row -> closures.put(row.get(0, String.class), pair(row)));
        return closures;
    }

    private static ClosurePair pair(Record row) {
        return new ClosurePair(row.get(1, Integer.class), row.get(2, Integer.class));
    }
}
