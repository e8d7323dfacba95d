-- What the gate knows about closures, in one consistent read: by the scans that a snapshot uses or, without one, by those that a
-- snapshot at that time would use. Only scans that are not stale count; the scanners are united.
create or replace function history.scanned_closures(at timestamptz, snapshot bigint)
returns table (
    store_paths text[]
  , databases_at timestamptz[]
  , advisories text[]
  , scores numeric[]
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with cte_closure as (
    select distinct s.closure_id as id
      from history.scans as s
     where snapshot is null
       -- no database is newer than its scan
       and s.scanned_at >= history.stale_before(at)
       and s.scanned_at <= at
  )

  , cte_scan as (
    select c.id as closure_id
         , x.advisory_set_id
         , x.database_at
      from cte_closure as c
     cross join lateral history.newest_scans(c.id, at) as x
     union all
    select d.closure_id
         , d.advisory_set_id
         , d.database_at
      from history.used_scans as u
     cross join lateral unnest(u.scan_ids) as n (id)
      join history.dated_scans as d
        on d.id = n.id
     where u.snapshot_id = snapshot
  )

  , cte_scanned as (
    select k.store_path
         , array_agg(distinct s.advisory_set_id) as set_ids
         , min(s.database_at) as database_at
      from cte_scan as s
      join history.closures as k
        on k.id = s.closure_id
     where s.database_at >= history.stale_before(at)
     group by k.store_path
  )

  , cte_group as materialized (
    select row_number() over () as number
         , s.set_ids
         , array_agg(s.store_path) as store_paths
         , array_agg(s.database_at) as databases_at
      from cte_scanned as s
     group by s.set_ids
  )

  , cte_advisory as (
    select g.number
         , upper(a.advisory) as advisory
         , max(a.score) as score
      from cte_group as g
     cross join lateral unnest(g.set_ids) as i (id)
      join history.advisory_sets as x
        on x.id = i.id
     cross join lateral unnest(x.advisory_ids) as n (id)
      join history.advisories as a
        on a.id = n.id
     group by g.number
            , upper(a.advisory)
  )

  select g.store_paths
       , g.databases_at
       , coalesce(f.advisories, '{}')
       , coalesce(f.scores, '{}')
    from cte_group as g
    left join (
           select a.number
                , array_agg(a.advisory) as advisories
                , array_agg(a.score) as scores
             from cte_advisory as a
            group by a.number
         ) as f
      on f.number = g.number
$$;

comment on function history.scanned_closures(timestamptz, bigint) is
  'What scanners found in closures: a row for closures in which they found the same, with the oldest database of each, the advisories in upper case and the greatest score of each.';
