-- The status of every system in some snapshots, one letter each, in one pass over their blocks. For a few hosts use
-- statuses_of.
--
-- Each snapshot is a decimal digit of a number that is summed per system, which avoids sorting by system and night. The
-- first sum is per packed system, which nights mostly share.
create or replace function history.strips(snapshots bigint[])
returns table (
    hostname text
  , letters text
)
language sql
stable
rows 10000
-- Everything joined here is as large as the fleet or fits in memory, whatever old statistics say about a night that was just
-- written.
set enable_nestloop = off
set enable_mergejoin = off
set enable_sort = off
set work_mem = '64MB'
set search_path = pg_catalog, pg_temp
as $$
  with cte_digit as materialized (
    select night.snapshot_id
         , ('1' || repeat('0', cardinality(snapshots) - night.place::integer))::numeric as digit
      from unnest(snapshots) with ordinality as night (snapshot_id, place)
  )

  , cte_code as materialized (
    select c.status
         , c.code
      from (values ('Up to Date', 1), ('Outdated', 2), ('Unknown State', 3), ('Offline', 4)) as c (status, code)
  )

  , cte_packed as (
    select n.system_id
         , sum(c.code * g.digit) as digits
      from history.packed_statuses as p
     cross join lateral unnest(p.system_ids, p.verdict_ids) as n (system_id, verdict_id)
      join cte_digit as g
        on g.snapshot_id = p.snapshot_id
      join history.packed_verdicts as s
        on s.id = n.verdict_id
      join cte_code as c
        on c.status = s.status
     where p.snapshot_id = any (snapshots)
     group by n.system_id
  )

  select x.hostname
       , translate(lpad(sum(x.digits)::text, cardinality(snapshots), '0'), '01234', ' uokf')
    from (
           select d.hostname
                , p.digits
             from cte_packed as p
             join history.packed_systems as d
               on d.id = p.system_id
            union all
           select r.hostname
                , c.code * g.digit
             from history.recent_statuses as r
             join cte_digit as g
               on g.snapshot_id = r.snapshot_id
             join cte_code as c
               on c.status = r.status
            where r.snapshot_id = any (snapshots)
         ) as x
   group by x.hostname
$$;

comment on function history.strips(bigint[]) is
  'Per system its status in some snapshots, in their order: u up to date, o outdated, k unknown state, f offline, blank if it was not part of one.';
