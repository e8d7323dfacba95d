-- What the report may read: published snapshots, each with its predecessor.
create or replace view history.published_snapshots as
select s.id
     , s.as_of
     , s.matching
     , s.label
     , s.run_trigger
     , s.silent_after
     , s.stale_after
     , s.rollcall_version
     , s.published_at
     , s.systems
     , s.up_to_date
     , s.outdated
     , s.unknown_state
     , s.offline
     , s.silent
     , s.pinned
     , lag(s.id) over (partition by s.matching order by s.as_of) as previous_id
     , s.changed_systems
     , g.outcome as gate_outcome
     , s.rules_version
     , s.newest_state_at
     , s.newest_evaluation_at
     , s.newest_commit_at
     , s.newest_heartbeat_at
     , s.reboot_needed
     , s.reboot_collected
  from history.snapshots as s
  left join history.gate_verdicts as g
    on g.snapshot_id = s.id
 where s.published_at is not null;

comment on view history.published_snapshots is
  'Published snapshots. previous_id is the previous one in time with the same matching, the usual baseline. gate_outcome is null if no policy was evaluated.';
