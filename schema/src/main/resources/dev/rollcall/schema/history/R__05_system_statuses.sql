-- The status of every system in every snapshot, however it is stored. Always filter by a constant snapshot id: a filter by
-- hostname alone unpacks all nights (use statuses_of instead).
create or replace view history.system_statuses as
select r.snapshot_id
     , r.hostname
     , r.flake
     , r.environment
     , r.owner
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
     , r.evaluation_error
     , r.reboot_needed
     , r.reboot_needed_since
     , r.booted_at
  from history.recent_statuses as r
 union all
select p.snapshot_id
     , d.hostname
     , s.flake
     , d.environment
     , d.owner
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
     , s.evaluation_error
     , d.reboot_needed
     , d.reboot_needed_since
     , d.booted_at
  from history.packed_statuses as p
 cross join lateral unnest(p.system_ids, p.verdict_ids, p.last_seen_at, p.silent)
         as n (system_id, verdict_id, last_seen_at, silent)
  join history.packed_systems as d
    on d.id = n.system_id
  join history.packed_verdicts as s
    on s.id = n.verdict_id;

comment on view history.system_statuses is
  'One row per system and snapshot. Hostnames sort by code point (C), as in every output.';
comment on column history.system_statuses.pinned_commit is 'The commit that the system was compared with instead of the newest.';
comment on column history.system_statuses.reboot_needed is 'Whether the newest state says that the system needs a reboot; null if it does not say.';
comment on column history.system_statuses.reboot_needed_since is 'The time of the first of the consecutive states that say so.';
comment on column history.system_statuses.alias is 'The name of its evaluations, if it differs from the hostname.';
