-- The statuses of some hosts in some snapshots, without unpacking unrelated blocks. A packed block is found by the last
-- first_hostname not after the host. Plain rows are probed one by one: the newest night has just been written when a report
-- reads it, and with the old statistics the planner would compare each row with each host. The limit and the offset prevent
-- a join.
create or replace function history.statuses_of(hosts text[], snapshots bigint[])
returns table (
    snapshot_id bigint
  , hostname text
  , status text
  , reason text
  , flake text
  , running_commit text
)
language sql
stable
parallel safe
as $$
  with cte_plain_night as (
    select night.snapshot_id
      from pg_catalog.unnest(snapshots) as night (snapshot_id)
     cross join lateral (
             select
               from history.recent_statuses as r
              where r.snapshot_id = night.snapshot_id
              -- by the primary key; otherwise every row of a packed night would be read
              order by r.hostname
              limit 1
           ) as any_row
  )

  , cte_block as (
    -- once per block, however many of the hosts it contains
    select distinct block.snapshot_id
         , block.first_hostname
      from pg_catalog.unnest(snapshots) as night (snapshot_id)
     cross join pg_catalog.unnest(hosts) as host (hostname)
     cross join lateral (
             select p.snapshot_id
                  , p.first_hostname
               from history.packed_statuses as p
              where p.snapshot_id = night.snapshot_id
                and p.first_hostname <= host.hostname collate "C"
              order by p.first_hostname desc
              limit 1
           ) as block
  )

  -- a hash of the few requested hosts, to look up the many elements of the blocks
  , cte_packed_system as materialized (
    select d.id
         , d.hostname
      from (select distinct pg_catalog.unnest(hosts)) as host (hostname)
     cross join lateral (
             select x.id
                  , x.hostname
               from history.packed_systems as x
              where x.hostname = host.hostname collate "C"
             offset 0
           ) as d
  )

  select r.snapshot_id
       , r.hostname
       , r.status
       , r.reason
       , r.flake
       , r.running_commit
    from cte_plain_night as n
   cross join (select distinct pg_catalog.unnest(hosts)) as host (hostname)
   cross join lateral (
           select x.snapshot_id
                , x.hostname
                , x.status
                , x.reason
                , x.flake
                , x.running_commit
             from history.recent_statuses as x
            where x.snapshot_id = n.snapshot_id
              and x.hostname = host.hostname collate "C"
           offset 0
         ) as r
   union all
  select p.snapshot_id
       , d.hostname
       , s.status
       , s.reason
       , s.flake
       , s.running_commit
    from cte_block as b
    join history.packed_statuses as p
      on p.snapshot_id = b.snapshot_id
     and p.first_hostname = b.first_hostname
   cross join lateral (
           select x.system_id
                , x.verdict_id
             from unnest(p.system_ids, p.verdict_ids) as x (system_id, verdict_id)
            -- not a join, because the planner does not know how many elements a block has
            where (x.system_id in (select d.id from cte_packed_system as d)) is true
         ) as n
    join cte_packed_system as d
      on d.id = n.system_id
    join history.packed_verdicts as s
      on s.id = n.verdict_id
$$;

comment on function history.statuses_of(text[], bigint[]) is
  'The statuses of some hosts in some snapshots; no row if a host was not part of a snapshot.';
