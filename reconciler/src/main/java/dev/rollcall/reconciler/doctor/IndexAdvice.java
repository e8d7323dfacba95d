// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.doctor;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Suggests indexes for a Crystal Forge database, without creating them: an index slows down the owner's inserts, and
 * can make the plans of the owner's queries worse.
 */
public final class IndexAdvice {

    private static final Map<RecommendedIndex, String> WANTED = Map.of(
            new RecommendedIndex(
                    "commits", "flake_id, commit_timestamp desc, id desc", "the newest commits of a flake"),
            "flake_id,commit_timestamp",
            new RecommendedIndex("derivations", "store_path", "the commits that build what a system runs"),
            "store_path",
            new RecommendedIndex(
                    "agent_heartbeats", "system_state_id, \"timestamp\" desc", "the newest heartbeat of a state"),
            "system_state_id,timestamp");

    private IndexAdvice() {}

    /** The suggested indexes that the schema lacks: no index starts with their columns. */
    public static List<RecommendedIndex> missing(DSLContext dsl, String schema) {
        return WANTED.entrySet().stream()
                .filter(wanted -> !exists(dsl, schema, wanted.getKey().table(), wanted.getValue()))
                .map(Map.Entry::getKey)
                .sorted((a, b) -> (a.table() + a.columns()).compareTo(b.table() + b.columns()))
                .toList();
    }

    private static boolean exists(DSLContext dsl, String schema, String table, String firstColumns) {
        return Boolean.TRUE.equals(dsl.fetchValue("""
                select exists (
                         select
                           from pg_catalog.pg_index as i
                           join pg_catalog.pg_class as c
                             on c.oid = i.indrelid
                           join pg_catalog.pg_namespace as n
                             on n.oid = c.relnamespace
                          cross join lateral (
                                  select string_agg(a.attname, ',' order by k.place) as columns
                                    from unnest(i.indkey::smallint[]) with ordinality as k (attnum, place)
                                    join pg_catalog.pg_attribute as a
                                      on a.attrelid = c.oid
                                     and a.attnum = k.attnum
                                ) as covered
                          where n.nspname = ?
                            and c.relname = ?
                            and i.indisvalid
                            and (covered.columns = ? or starts_with(covered.columns, ? || ','))
                       )
                """, schema, table, firstColumns, firstColumns));
    }
}
