-- Packs a snapshot. system_statuses shows the same before and after.
--
-- The digests identify content, so they must not depend on the session's time format.
create or replace function history.pack_snapshot(snapshot bigint)
returns void
language sql
volatile
set timezone = 'UTC'
set datestyle = 'ISO'
-- Everything is joined as a whole, whatever old statistics say.
set enable_nestloop = off
set work_mem = '64MB'
set search_path = pg_catalog, pg_temp
as $$
  with cte_found as (
    select distinct on (r.hostname)
           r.*
         , d.id as system_id
      from history.recent_statuses as r
      left join history.packed_systems as d
        on d.hostname = r.hostname
       and coalesce(d.deployed_at, '-infinity') = coalesce(r.deployed_at, '-infinity')
       and d.store_path is not distinct from r.store_path
       and d.environment is not distinct from r.environment
       and d.owner is not distinct from r.owner
       and d.alias is not distinct from r.alias
       and d.reboot_needed is not distinct from r.reboot_needed
       and d.reboot_needed_since is not distinct from r.reboot_needed_since
       and d.booted_at is not distinct from r.booted_at
     where r.snapshot_id = snapshot
     order by r.hostname, d.id
  )

  , cte_system as materialized (
    select f.*
         , row_number() over (order by f.hostname) as number
      from cte_found as f
  )

  , cte_new_system as (
    insert into history.packed_systems (
        hostname, environment, owner, alias, store_path, deployed_at, reboot_needed, reboot_needed_since, booted_at
    )
    select y.hostname
         , y.environment
         , y.owner
         , y.alias
         , y.store_path
         , y.deployed_at
         , y.reboot_needed
         , y.reboot_needed_since
         , y.booted_at
      from cte_system as y
     where y.system_id is null
     order by y.number
    returning id, hostname
  )

  , cte_shared as (
    select y.flake
         , y.status
         , y.reason
         , y.basis
         , y.running_commit
         , y.evaluated_commit
         , y.newest_commit
         , y.commits_behind
         , y.behind_since
         , y.pinned_commit
         , y.evaluation_error
         , array_agg(y.number) as numbers
      from cte_system as y
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  )

  , cte_verdict as materialized (
    select s.*
         , sha256(convert_to(
             row(s.flake, s.status, s.reason, s.basis, s.running_commit, s.evaluated_commit, s.newest_commit, s.commits_behind
               , s.behind_since, s.pinned_commit, s.evaluation_error)::text
           , 'UTF8')) as digest
      from cte_shared as s
  )

  , cte_new_verdict as (
    insert into history.packed_verdicts (
        digest, flake, status, reason, basis, running_commit, evaluated_commit, newest_commit, commits_behind, behind_since
      , pinned_commit, evaluation_error
    )
    select v.digest
         , v.flake
         , v.status
         , v.reason
         , v.basis
         , v.running_commit
         , v.evaluated_commit
         , v.newest_commit
         , v.commits_behind
         , v.behind_since
         , v.pinned_commit
         , v.evaluation_error
      from cte_verdict as v
     -- not 'on conflict do nothing', which consumes an id for each existing row
     where not exists (select from history.packed_verdicts as p where p.digest = v.digest)
    returning id, digest
  )

  , cte_verdict_id as (
    select x.id
         , n.number
      from cte_verdict as v
      join (
             select p.id
                  , p.digest
               from history.packed_verdicts as p
              union all
             select w.id
                  , w.digest
               from cte_new_verdict as w
           ) as x
        on x.digest = v.digest
     cross join lateral unnest(v.numbers) as n (number)
  )

  insert into history.packed_statuses (snapshot_id, first_hostname, system_ids, verdict_ids, last_seen_at, silent)
  select snapshot
       , min(y.hostname)
       , array_agg(coalesce(y.system_id, w.id) order by y.number)
       , array_agg(v.id order by y.number)
       , array_agg(y.last_seen_at order by y.number)
       , array_agg(y.silent order by y.number)
    from cte_system as y
    left join cte_new_system as w
      on w.hostname = y.hostname
    join cte_verdict_id as v
      on v.number = y.number
   group by (y.number - 1) / 256;

  delete from history.recent_statuses as r
   where r.snapshot_id = snapshot;
$$;

comment on function history.pack_snapshot(bigint) is
  'Packs a published snapshot to a twentieth of its size.';
