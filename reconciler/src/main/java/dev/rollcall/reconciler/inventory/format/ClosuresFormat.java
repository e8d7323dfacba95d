// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.reconciler.inventory.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code closures.jsonl}: store_path, and what is inside as packages or as paths. */
public final class ClosuresFormat implements InventoryFormat {

    @Override
    public List<String> columns() {
        return List.of("store_path text", "size bigint", "digest text", "package_count integer", "packages text");
    }

    @Override
    public List<@Nullable String> read(JsonLine line, Defaults defaults) throws BadLineException {
        String storePath = StatesFormat.closure("store_path", line.required("store_path"));
        ClosureContent content = ClosureContent.of(line, storePath);
        return Arrays.asList(
                storePath,
                content.size() == null ? null : content.size().toString(),
                content.digest(),
                Integer.toString(content.packages()),
                content.text());
    }

    /**
     * A closure does not change; where lines disagree about one, the line with more packages is kept, and of two with as many the one
     * with the greater digest, so that their order says nothing. Only packages of sets that are new are looked at one by one.
     */
    @Override
    public String merge() {
        return """
                with cte_line as (
                  select distinct on (s.store_path)
                         s.store_path
                       , decode(s.digest, 'hex') as digest
                       , s.package_count
                       , max(s.size) over (partition by s.store_path) as size
                    from staged as s
                   order by s.store_path
                          , s.package_count desc
                          , s.digest desc
                )

                , cte_new_text as materialized (
                  select row_number() over () as number
                       , d.digest
                       , d.packages
                    from (
                           select distinct on (s.digest)
                                  decode(s.digest, 'hex') as digest
                                , s.packages
                             from staged as s
                            order by s.digest
                         ) as d
                   where not exists (select from history.package_sets as x where x.digest = d.digest)
                     and exists (select from cte_line as l where l.digest = d.digest)
                )

                , cte_item as materialized (
                  select t.number
                       , i.item
                    from cte_new_text as t
                   cross join lateral unnest(string_to_array(t.packages, ' ')) as i (item)
                )

                , cte_new_package as (
                  insert into history.packages (name, version)
                  select split_part(d.item, '/', 1)
                       , split_part(d.item, '/', 2)
                    from (select distinct i.item from cte_item as i) as d
                   where not exists (
                           select
                             from history.packages as p
                            where p.name = split_part(d.item, '/', 1)
                              and p.version = split_part(d.item, '/', 2)
                         )
                   order by 1, 2
                  returning id, name, version
                )

                , cte_package as (
                  select p.id
                       , p.name || '/' || p.version as item
                    from (
                           select x.id, x.name, x.version from history.packages as x
                            union all
                           select n.id, n.name, n.version from cte_new_package as n
                         ) as p
                )

                , cte_new_set as (
                  insert into history.package_sets (digest, package_ids)
                  select t.digest
                       , coalesce(a.package_ids, '{}')
                    from cte_new_text as t
                    left join (
                           select i.number
                                , array_agg(p.id) as package_ids
                             from cte_item as i
                             join cte_package as p
                               on p.item = i.item
                            group by i.number
                         ) as a
                      on a.number = t.number
                   order by t.number
                  returning id, digest
                )

                , cte_set as (
                  select x.id, x.digest from history.package_sets as x
                   union all
                  select n.id, n.digest from cte_new_set as n
                )

                , cte_changed as (
                  update history.closures as x
                     set package_set_id = case when w.is_better then s.id else x.package_set_id end
                       , size = greatest(l.size, x.size)
                    from cte_line as l
                    join cte_set as s
                      on s.digest = l.digest
                    join history.closures as c
                      on c.store_path = l.store_path
                    -- of a closure that only a scan has named nothing is known
                    left join history.package_sets as old
                      on old.id = c.package_set_id
                   cross join lateral (
                           select old.id is null
                               or (l.package_count, l.digest) > (cardinality(old.package_ids), old.digest) as is_better
                         ) as w
                   where x.id = c.id
                     and (w.is_better or l.size > coalesce(x.size, -1))
                  returning 1
                )

                , cte_new as (
                  insert into history.closures (store_path, package_set_id, size)
                  select l.store_path
                       , s.id
                       , l.size
                    from cte_line as l
                    join cte_set as s
                      on s.digest = l.digest
                   where not exists (select from history.closures as x where x.store_path = l.store_path)
                   order by l.store_path
                  returning 1
                )

                select (select count(*) from cte_new), (select count(*) from cte_changed)
                """;
    }
}
