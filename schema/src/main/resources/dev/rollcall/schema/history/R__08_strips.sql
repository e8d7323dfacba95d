-- The status of every system in up to 32 snapshots, one letter each, in one pass over their blocks. For a few hosts use
-- statuses_of.
--
-- Each snapshot is a hexadecimal digit of two numbers that are united per system, which avoids sorting by system and night.
-- They are first united per packed system, which nights mostly share.
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
         , case when p.place < 16 then 0 else 1::bigint << (4 * (p.place - 16)) end as high
         , case when p.place < 16 then 1::bigint << (4 * p.place) else 0 end as low
      from unnest(snapshots) with ordinality as night (snapshot_id, number)
     cross join lateral (select cardinality(snapshots) - night.number::integer) as p (place)
  )

  , cte_code as materialized (
    select c.status
         , c.code
      from (values ('Up to Date', 1), ('Outdated', 2), ('Unknown State', 3), ('Offline', 4)) as c (status, code)
  )

  , cte_packed as (
    select n.system_id
         , bit_or(c.code * n.high) as high
         , bit_or(c.code * n.low) as low
      from (
             select u.system_id
                  , u.verdict_id
                  , g.high
                  , g.low
               from history.packed_statuses as p
               join cte_digit as g
                 on g.snapshot_id = p.snapshot_id
              cross join lateral unnest(p.system_ids, p.verdict_ids) as u (system_id, verdict_id)
              where p.snapshot_id = any (snapshots)
              -- otherwise all verdicts would be read for each block
             offset 0
           ) as n
      join history.packed_verdicts as s
        on s.id = n.verdict_id
      join cte_code as c
        on c.status = s.status
     group by n.system_id
  )

  , cte_digits as (
    select d.hostname
         , p.high
         , p.low
      from cte_packed as p
      join history.packed_systems as d
        on d.id = p.system_id
     union all
    select r.hostname
         , c.code * g.high
         , c.code * g.low
      from history.recent_statuses as r
      join cte_digit as g
        on g.snapshot_id = r.snapshot_id
      join cte_code as c
        on c.status = r.status
     where r.snapshot_id = any (snapshots)
  )

  select x.hostname
       , right(
           translate(
             lpad(to_hex(bit_or(x.high)), 16, '0') || lpad(to_hex(bit_or(x.low)), 16, '0')
           , '01234'
           , ' uokf'
           )
         , cardinality(snapshots)
         )
    from cte_digits as x
   group by x.hostname
$$;

comment on function history.strips(bigint[]) is
  'Per system its status in up to 32 snapshots, in their order: u up to date, o outdated, k unknown state, f offline, blank if it was not part of one.';
