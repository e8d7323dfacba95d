// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.query;

import static dev.rollcall.schema.jooq.history.Tables.CLOSURES;
import static dev.rollcall.schema.jooq.history.Tables.PACKAGES;
import static dev.rollcall.schema.jooq.history.Tables.PACKAGE_SETS;
import static dev.rollcall.schema.jooq.history.Tables.SYSTEM_STATUSES;

import dev.rollcall.report.closure.ClosureMove;
import dev.rollcall.report.closure.HostClosures;
import dev.rollcall.report.closure.HostGroup;
import dev.rollcall.report.closure.PackageMoves;
import dev.rollcall.report.closure.PackageSets;
import dev.rollcall.report.closure.PackagesInUse;
import dev.rollcall.report.model.SnapshotSummary;
import dev.rollcall.schema.domain.PackageVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads what is inside the closures that systems run. */
public final class PackageQueries {

    private final DSLContext dsl;
    /** Read once for all pages; only one thread at a time may add to it. */
    private final PackageSets sets = new PackageSets();

    private final SetReader<PackageVersion> reader;

    PackageQueries(DSLContext dsl) {
        this.dsl = dsl;
        this.reader = new SetReader<>(
                dsl,
                sets,
                PACKAGE_SETS.ID,
                PACKAGE_SETS.PACKAGE_IDS,
                PACKAGES.ID,
                named -> new PackageVersion(named.get(PACKAGES.NAME), named.get(PACKAGES.VERSION)));
    }

    /** Whether the packages of any closure were imported. */
    public boolean areCollected() {
        return dsl.fetchExists(CLOSURES, CLOSURES.PACKAGE_SET_ID.isNotNull());
    }

    /** Whether the packages of any system of a snapshot were imported. */
    public boolean areUsed(SnapshotSummary snapshot) {
        return areCollected()
                && dsl.fetchExists(dsl.selectOne()
                        .from(SYSTEM_STATUSES)
                        .join(CLOSURES)
                        .on(CLOSURES.STORE_PATH.eq(SYSTEM_STATUSES.STORE_PATH))
                        .where(SYSTEM_STATUSES.SNAPSHOT_ID.eq(snapshot.id()), CLOSURES.PACKAGE_SET_ID.isNotNull()));
    }

    /** The names of all packages that any closure holds. */
    public List<String> names() {
        return dsl.selectDistinct(PACKAGES.NAME)
                .from(PACKAGES)
                .orderBy(PACKAGES.NAME)
                .fetch(PACKAGES.NAME);
    }

    /** The versions of a package that each set has, of those sets that have any. */
    public Map<Integer, List<String>> versionsIn(String name) {
        Map<Integer, List<String>> versions = new HashMap<>();
        dsl.resultQuery("""
                        select s.id
                             , p.version
                          from history.packages as p
                          join history.package_sets as s
                            on s.package_ids && array(select x.id from history.packages as x where x.name = ?)
                           and p.id = any (s.package_ids)
                         where p.name = ?
                        """, name, name)
                .forEach(row -> versions.computeIfAbsent(row.get(0, Integer.class), set -> new ArrayList<>())
                        .add(row.get(1, String.class)));
        return versions;
    }

    /** What the systems of a snapshot run. */
    public synchronized PackagesInUse inUse(long snapshotId) {
        List<HostGroup> uses = new ArrayList<>();
        int notCollected = 0;
        for (Record row : dsl.fetch("""
                select c.package_set_id
                     , count(*)::integer
                     , (array_agg(s.hostname order by s.hostname))[1:?]
                  from history.system_statuses as s
                  left join history.closures as c
                    on c.store_path = s.store_path
                 where s.snapshot_id = ?
                   and s.store_path is not null
                 group by c.package_set_id
                """, HostGroup.MAX_HOSTS, snapshotId)) {
            Integer set = row.get(0, Integer.class);
            if (set == null) {
                notCollected = row.get(1, Integer.class);
            } else {
                uses.add(new HostGroup(set, row.get(1, Integer.class), Arrays.asList(row.get(2, String[].class))));
            }
        }
        return PackagesInUse.of(sets(uses.stream().map(HostGroup::number).toList()), uses, notCollected);
    }

    /** What changed inside the systems that run another closure than in the baseline. */
    public synchronized PackageMoves moves(SnapshotSummary baseline, SnapshotSummary snapshot) {
        List<ClosureMove> moves = new ArrayList<>();
        int notCollected = 0;
        for (Record row : dsl.fetch("""
                select old.package_set_id
                     , new.package_set_id
                     , count(*)::integer
                  from (select x.hostname, x.store_path from history.system_statuses as x where x.snapshot_id = ?) as before
                  join (select x.hostname, x.store_path from history.system_statuses as x where x.snapshot_id = ?) as now
                    on now.hostname = before.hostname
                   and now.store_path <> before.store_path
                  left join history.closures as old
                    on old.store_path = before.store_path
                  left join history.closures as new
                    on new.store_path = now.store_path
                 group by 1, 2
                """, baseline.id(), snapshot.id())) {
            Integer from = row.get(0, Integer.class);
            Integer to = row.get(1, Integer.class);
            int systems = row.get(2, Integer.class);
            if (from == null || to == null) {
                notCollected += systems;
            } else {
                moves.add(new ClosureMove(from, to, systems));
            }
        }
        return PackageMoves.of(
                sets(moves.stream()
                        .flatMap(move -> Stream.of(move.from(), move.to()))
                        .distinct()
                        .toList()),
                moves,
                notCollected);
    }

    /**
     * What some systems of a snapshot run, what they ran before it, and what a deployment would bring; of those whose closure was
     * imported.
     *
     * @param previous the snapshot before, whose rows may not be packed yet
     */
    public Map<String, HostClosures> of(long snapshotId, @Nullable Long previous, Collection<String> hosts) {
        Map<String, HostClosures> closures = new HashMap<>();
        Object names = hosts.toArray(String[]::new);
        dsl.resultQuery("""
                        select s.hostname
                             , run.package_set_id
                             , run.size
                             , due.package_set_id
                             , due.size
                             , old.package_set_id
                             , old.size
                          from history.system_statuses as s
                          join history.closures as run
                            on run.store_path = s.store_path
                           and run.package_set_id is not null
                          left join (
                                 select h.hostname
                                      , h.closure_id
                                   from history.due_closures as d
                                  cross join lateral unnest(d.hostnames, d.closure_ids) as h (hostname, closure_id)
                                  where d.snapshot_id = ?
                                    and h.hostname = any (cast(? as text[]))
                               ) as u
                            on u.hostname = s.hostname
                          left join history.closures as due
                            on due.id = u.closure_id
                          left join lateral (
                                 select p.store_path
                                   from (
                                          select x.store_path
                                               , x.deployed_at
                                            from history.packed_systems as x
                                           where x.hostname = s.hostname
                                           union all
                                          select r.store_path
                                               , r.deployed_at
                                            from history.recent_statuses as r
                                           where r.snapshot_id = ?
                                             and r.hostname = s.hostname
                                        ) as p
                                  where p.deployed_at < s.deployed_at
                                    and p.store_path <> s.store_path
                                  order by p.deployed_at desc
                                         , p.store_path
                                  limit 1
                               ) as before
                            on true
                          left join history.closures as old
                            on old.store_path = before.store_path
                         where s.snapshot_id = ?
                           and s.hostname = any (cast(? as text[]))
                        """, snapshotId, names, previous, snapshotId, names)
                .forEach(row -> closures.put(
                        row.get(0, String.class),
                        new HostClosures(Objects.requireNonNull(closure(row, 1)), closure(row, 3), closure(row, 5))));
        return closures;
    }

    private static HostClosures.@Nullable Closure closure(Record row, int column) {
        Integer set = row.get(column, Integer.class);
        return set == null ? null : new HostClosures.Closure(set, row.get(column + 1, Long.class));
    }

    /** Sets of packages, those with these ids among them; each is read once. */
    public synchronized PackageSets sets(Collection<Integer> ids) {
        reader.read(ids);
        return sets;
    }
}
