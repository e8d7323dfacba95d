// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What scanners found in closures, each by its newest scan, united. */
final class ScannedClosures {

    static final ScannedClosures NONE = new ScannedClosures(Map.of());

    private static final String OF_SNAPSHOT = """
            with cte_scan as (
              select s.closure_id
                   , s.advisory_set_id
                from history.used_scans as u
               cross join lateral unnest(u.scan_ids) as n (id)
                join history.scans as s
                  on s.id = n.id
               where u.snapshot_id = ?
            )
            """;

    private static final String AS_OF = """
            with cte_scan as (
              select k.id as closure_id
                   , x.advisory_set_id
                from history.closures as k
               cross join (select distinct n.name from history.scanners as n) as n
               cross join lateral (
                       select s.advisory_set_id
                         from history.scans as s
                         join history.scanners as v
                           on v.id = s.scanner_id
                          and v.name = n.name
                        where s.closure_id = k.id
                          and s.scanned_at <= cast(? as timestamptz)
                        order by s.scanned_at desc
                               , v.database_at desc nulls last
                               , v.version desc nulls last
                        limit 1
                     ) as x
            )
            """;

    private static final String SETS = """
            select x.id
                 , x.advisory_ids
              from history.advisory_sets as x
             where x.id in (select s.advisory_set_id from cte_scan as s)
            """;

    private static final String CLOSURES = """
            select k.store_path
                 , array_agg(s.advisory_set_id order by s.advisory_set_id)
              from cte_scan as s
              join history.closures as k
                on k.id = s.closure_id
             group by k.store_path
            """;

    private final Map<String, List<KnownAdvisory>> closures;

    /**
     * An advisory.
     *
     * @param score the greatest score that it has in the closure; null if it has none
     */
    record KnownAdvisory(String id, @Nullable BigDecimal score) {

        private KnownAdvisory orGreater(KnownAdvisory other) {
            return score == null || (other.score != null && other.score.compareTo(score) > 0) ? other : this;
        }
    }

    ScannedClosures(Map<String, List<KnownAdvisory>> closures) {
        this.closures = Map.copyOf(closures);
    }

    /** Those that a snapshot uses. */
    static ScannedClosures of(DSLContext dsl, long snapshotId) {
        return read(dsl, OF_SNAPSHOT, snapshotId);
    }

    /** Those that a snapshot of this time would use. */
    static ScannedClosures of(DSLContext dsl, Instant asOf) {
        return read(dsl, AS_OF, asOf.atOffset(ZoneOffset.UTC));
    }

    /** The advisories of a closure by id, each once; null if no scanner looked at it. */
    @Nullable List<KnownAdvisory> in(@Nullable String storePath) {
        return storePath == null ? null : closures.get(storePath);
    }

    private static ScannedClosures read(DSLContext dsl, String scans, Object parameter) {
        Map<Integer, Integer[]> sets = new HashMap<>();
        dsl.resultQuery(scans + SETS, parameter)
                .forEach(row -> sets.put(row.get(0, Integer.class), row.get(1, Integer[].class)));
        if (sets.isEmpty()) {
            return NONE;
        }
        Map<Integer, KnownAdvisory> advisories = new HashMap<>();
        dsl.resultQuery("select a.id, a.advisory, a.score from history.advisories as a")
                .forEach(row -> advisories.put(
                        row.get(0, Integer.class),
                        new KnownAdvisory(row.get(1, String.class), row.get(2, BigDecimal.class))));
        Map<List<Integer>, List<KnownAdvisory>> united = new HashMap<>();
        Map<String, List<KnownAdvisory>> closures = new HashMap<>();
        dsl.resultQuery(scans + CLOSURES, parameter)
                .forEach(row -> closures.put(
                        row.get(0, String.class),
                        united.computeIfAbsent(
                                List.of(row.get(1, Integer[].class)), some -> unite(some, sets, advisories))));
        return new ScannedClosures(closures);
    }

    private static List<KnownAdvisory> unite(
            List<Integer> some, Map<Integer, Integer[]> sets, Map<Integer, KnownAdvisory> advisories) {
        Map<String, KnownAdvisory> byId = new TreeMap<>();
        for (Integer set : some) {
            for (Integer id : sets.getOrDefault(set, new Integer[0])) {
                KnownAdvisory advisory = advisories.get(id);
                if (advisory != null) {
                    byId.merge(advisory.id(), advisory, KnownAdvisory::orGreater);
                }
            }
        }
        return List.copyOf(byId.values());
    }
}
