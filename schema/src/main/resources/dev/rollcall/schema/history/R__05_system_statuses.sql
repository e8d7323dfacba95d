-- The statuses of every system in every snapshot, however they are stored. Name the snapshot by a value:
-- asked for a hostname alone, it would unpack all nights (statuses_of knows where to look).
create or replace view history.system_statuses as
select r.snapshot_id
     , r.hostname
     , r.flake
     , r.environment
     , r.status
     , r.reason
     , r.basis
     , r.running_commit
     , r.evaluated_commit
     , r.newest_commit
     , r.commits_behind
     , r.behind_since
     , r.deployed_at
     , r.last_seen_at
     , r.silent
     , r.store_path
     , r.pinned_commit
     , r.alias
  from history.recent_statuses as r
 union all
select p.snapshot_id
     , d.hostname
     , s.flake
     , d.environment
     , s.status
     , s.reason
     , s.basis
     , s.running_commit
     , s.evaluated_commit
     , s.newest_commit
     , s.commits_behind
     , s.behind_since
     , d.deployed_at
     , n.last_seen_at
     , n.silent
     , d.store_path
     , s.pinned_commit
     , d.alias
  from history.packed_statuses as p
 cross join lateral unnest(p.deployments, p.standings, p.last_seen_at, p.silent)
         as n (deployment_id, standing_id, last_seen_at, silent)
  join history.deployments as d
    on d.id = n.deployment_id
  join history.standings as s
    on s.id = n.standing_id;

comment on view history.system_statuses is
  'One row a system and snapshot. Hostnames sort by code point (C), as every output of Rollcall does.';
comment on column history.system_statuses.pinned_commit is 'The commit it was measured against instead of the newest.';
comment on column history.system_statuses.alias is 'The name its evaluations were found by, where that is not the hostname.';
