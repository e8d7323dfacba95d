// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code advisories.jsonl}: store_path, scanner, scanner_version, database_at, scanned_at, and what the scanner found. */
public final class AdvisoriesFormat implements InventoryFormat {

    @Override
    public List<String> columns() {
        return List.of(
                "store_path text",
                "scanner text",
                "scanner_version text",
                "database_at timestamptz",
                "scanned_at timestamptz",
                "digest text",
                "advisory_count integer",
                "advisories jsonb");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        JsonNode version = line.element("scanner_version");
        String databaseAt = line.optional("database_at");
        ScanContent content = ScanContent.of(line);
        return Arrays.asList(
                StatesFormat.closure("store_path", line.required("store_path")),
                ScanContent.id("scanner", line.required("scanner")),
                version == null ? null : PackageText.ofScanner("scanner_version", version),
                databaseAt == null ? null : JsonLine.time("database_at", databaseAt),
                JsonLine.time("scanned_at", line.required("scanned_at")),
                content.digest(),
                Integer.toString(content.count()),
                content.json());
    }

    @Override
    public String unresolved() {
        return """
                select s.line
                     , 'LINE_INVALID_TIME'
                     , 'has ''scanned_at'' ''' || to_char(s.scanned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                         || ''', more than a day after this import; correct the clock of the scanner'
                  from staged as s
                 where s.scanned_at > %s + interval '1 day'
                """.formatted(IMPORTED_AT);
    }

    /**
     * A scan is identified by closure, time, and scanner with its version and the date of its database. Where lines disagree about one,
     * that with more advisories is better, and of two with as many the one with the greater digest, so that their order says nothing.
     * A better line makes another scan, because nights may use the one that is there. Only advisories of sets that are new are looked at
     * one by one.
     */
    @Override
    public String merge() {
        return """
                with cte_line as (
                  select distinct on (s.store_path, s.scanner, s.scanner_version, s.database_at, s.scanned_at)
                         s.store_path
                       , s.scanner
                       , coalesce(s.scanner_version, '') as scanner_version
                       , coalesce(s.database_at, '-infinity') as database_at
                       , s.scanned_at
                       , s.advisory_count
                       , decode(s.digest, 'hex') as digest
                    from staged as s
                   order by s.store_path
                          , s.scanner
                          , s.scanner_version
                          , s.database_at
                          , s.scanned_at
                          , s.advisory_count desc
                          , s.digest desc
                )

                , cte_new_text as materialized (
                  select row_number() over () as number
                       , d.digest
                       , d.advisories
                    from (
                           select distinct on (s.digest)
                                  decode(s.digest, 'hex') as digest
                                , s.advisories
                             from staged as s
                            order by s.digest
                         ) as d
                   where not exists (select from history.advisory_sets as x where x.digest = d.digest)
                     and exists (select from cte_line as l where l.digest = d.digest)
                )

                , cte_item as materialized (
                  select t.number
                       , i.item
                    from cte_new_text as t
                   cross join lateral jsonb_array_elements(t.advisories) as i (item)
                )

                , cte_known as materialized (
                  select a.id
                       , jsonb_build_array(a.advisory, a.package, a.version, a.score) as item
                    from history.advisories as a
                   where exists (select from cte_new_text)
                )

                , cte_new_advisory as (
                  insert into history.advisories (advisory, package, version, score)
                  select d.item ->> 0
                       , d.item ->> 1
                       , d.item ->> 2
                       , (d.item ->> 3)::numeric
                    from (select distinct i.item from cte_item as i) as d
                   where not exists (select from cte_known as k where k.item = d.item)
                  returning id, jsonb_build_array(advisory, package, version, score) as item
                )

                , cte_new_set as (
                  insert into history.advisory_sets (digest, advisory_ids)
                  select t.digest
                       , coalesce(a.advisory_ids, '{}')
                    from cte_new_text as t
                    left join (
                           select i.number
                                , array_agg(a.id) as advisory_ids
                             from cte_item as i
                             join (
                                    select k.id, k.item from cte_known as k
                                     union all
                                    select n.id, n.item from cte_new_advisory as n
                                  ) as a
                               on a.item = i.item
                            group by i.number
                         ) as a
                      on a.number = t.number
                  returning id, digest
                )

                , cte_set as (
                  select x.id, x.digest from history.advisory_sets as x
                   union all
                  select n.id, n.digest from cte_new_set as n
                )

                , cte_new_scanner as (
                  insert into history.scanners (name, version, database_at)
                  select d.scanner
                       , nullif(d.scanner_version, '')
                       , nullif(d.database_at, '-infinity')
                    from (select distinct l.scanner, l.scanner_version, l.database_at from cte_line as l) as d
                   where not exists (
                           select
                             from history.scanners as x
                            where x.name = d.scanner
                              and coalesce(x.version, '') = d.scanner_version
                              and coalesce(x.database_at, '-infinity') = d.database_at
                         )
                  returning id, name, version, database_at
                )

                , cte_scanner as (
                  select x.id, x.name, coalesce(x.version, '') as version, coalesce(x.database_at, '-infinity') as database_at
                    from (
                           select s.id, s.name, s.version, s.database_at from history.scanners as s
                            union all
                           select n.id, n.name, n.version, n.database_at from cte_new_scanner as n
                         ) as x
                )

                , cte_new_closure as (
                  insert into history.closures (store_path)
                  select distinct l.store_path
                    from cte_line as l
                   where not exists (select from history.closures as x where x.store_path = l.store_path)
                  returning id, store_path
                )

                , cte_scan as materialized (
                  select c.id as closure_id
                       , n.id as scanner_id
                       , l.scanned_at
                       , l.advisory_count
                       , l.digest
                       , s.id as advisory_set_id
                    from cte_line as l
                    join (
                           select x.id, x.store_path from history.closures as x
                            union all
                           select n.id, n.store_path from cte_new_closure as n
                         ) as c
                      on c.store_path = l.store_path
                    join cte_scanner as n
                      on n.name = l.scanner
                     and n.version = l.scanner_version
                     and n.database_at = l.database_at
                    join cte_set as s
                      on s.digest = l.digest
                )

                , cte_new as (
                  insert into history.scans (closure_id, scanner_id, scanned_at, advisory_set_id)
                  select l.closure_id
                       , l.scanner_id
                       , l.scanned_at
                       , l.advisory_set_id
                    from cte_scan as l
                   where not exists (
                           select
                             from history.scans as x
                             join history.advisory_sets as known
                               on known.id = x.advisory_set_id
                            where x.closure_id = l.closure_id
                              and x.scanned_at = l.scanned_at
                              and x.scanner_id = l.scanner_id
                              and (cardinality(known.advisory_ids), known.digest) >= (l.advisory_count, l.digest)
                         )
                  returning 1
                )

                select (select count(*) from cte_new), 0::bigint
                """;
    }
}
