-- Packs a snapshot. system_statuses shows the same before and after.
--
-- The digests identify content, so they must not depend on the session's time format. Unknown reboots are no part of them, so
-- that nights from before reboots were collected share their rows with later ones.
create or replace function history.pack_snapshot(snapshot bigint)
returns void
language sql
volatile
set timezone = 'UTC'
set datestyle = 'ISO'
-- All three statements are planned before the first fills the tables that the third joins. As they look empty, a nested loop
-- would scan them once per system.
set enable_nestloop = off
set work_mem = '64MB'
set search_path = pg_catalog, pg_temp
as $$
  with cte_found as (
    select distinct sha256(convert_to(row(r.hostname, r.environment, r.owner, r.alias, r.store_path, r.deployed_at)::text || coalesce(nullif(row(r.reboot_needed, r.reboot_needed_since, r.booted_at)::text, '(,,)'), ''), 'UTF8')) as digest
         , r.hostname
         , r.environment
         , r.owner
         , r.alias
         , r.store_path
         , r.deployed_at
         , r.reboot_needed
         , r.reboot_needed_since
         , r.booted_at
      from history.recent_statuses as r
     where r.snapshot_id = snapshot
  )
  insert into history.packed_systems (
      digest, hostname, environment, owner, alias, store_path, deployed_at, reboot_needed, reboot_needed_since, booted_at
  )
  select f.digest
       , f.hostname
       , f.environment
       , f.owner
       , f.alias
       , f.store_path
       , f.deployed_at
       , f.reboot_needed
       , f.reboot_needed_since
       , f.booted_at
    from cte_found as f
   -- not 'on conflict do nothing', which consumes an id for each existing row
   where not exists (select from history.packed_systems as d where d.digest = f.digest)
   order by f.hostname;

  with cte_shared as (
    select r.flake
         , r.status
         , r.reason
         , r.basis
         , r.running_commit
         , r.evaluated_commit
         , r.newest_commit
         , r.commits_behind
         , r.behind_since
         , r.pinned_commit
         , r.evaluation_error
      from history.recent_statuses as r
     where r.snapshot_id = snapshot
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  )
  , cte_found as (
    select sha256(convert_to(row(s.*)::text, 'UTF8')) as digest
         , s.*
      from cte_shared as s
  )
  insert into history.packed_verdicts (
      digest, flake, status, reason, basis, running_commit, evaluated_commit, newest_commit, commits_behind, behind_since
    , pinned_commit, evaluation_error
  )
  select f.*
    from cte_found as f
   where not exists (select from history.packed_verdicts as s where s.digest = f.digest);

  with cte_system as (
    select r.*
         , (row_number() over (order by r.hostname) - 1) / 256 as block
         , sha256(convert_to(row(r.hostname, r.environment, r.owner, r.alias, r.store_path, r.deployed_at)::text || coalesce(nullif(row(r.reboot_needed, r.reboot_needed_since, r.booted_at)::text, '(,,)'), ''), 'UTF8')) as system_digest
         , sha256(convert_to(
             row(r.flake, r.status, r.reason, r.basis, r.running_commit, r.evaluated_commit, r.newest_commit, r.commits_behind
               , r.behind_since, r.pinned_commit, r.evaluation_error)::text
           , 'UTF8')) as verdict_digest
      from history.recent_statuses as r
     where r.snapshot_id = snapshot
  )
  insert into history.packed_statuses (snapshot_id, first_hostname, system_ids, verdict_ids, last_seen_at, silent)
  select snapshot
       , min(y.hostname)
       , array_agg(d.id order by y.hostname)
       , array_agg(s.id order by y.hostname)
       , array_agg(y.last_seen_at order by y.hostname)
       , array_agg(y.silent order by y.hostname)
    from cte_system as y
    join history.packed_systems as d
      on d.digest = y.system_digest
    join history.packed_verdicts as s
      on s.digest = y.verdict_digest
   group by y.block;

  delete from history.recent_statuses as r
   where r.snapshot_id = snapshot;
$$;

comment on function history.pack_snapshot(bigint) is
  'Packs a published snapshot to a twentieth of its size.';
