-- What changed for each system between two snapshots. Omits systems with the same status, reason, running commit and flake.
drop function if exists history.status_changes(bigint, bigint);

create function history.status_changes(baseline bigint, snapshot bigint)
returns table (
    hostname text
  , flake text
  , old_flake text
  , old_status text
  , new_status text
  , old_reason text
  , new_reason text
  , old_running_commit text
  , new_running_commit text
  , owner text
  , redeployed boolean
  , environment text
)
language sql
stable
parallel safe
rows 1000
as $$
  select coalesce(new_row.hostname, old_row.hostname)
       , new_row.flake
       , old_row.flake
       , old_row.status
       , new_row.status
       , old_row.reason
       , new_row.reason
       , old_row.running_commit
       , new_row.running_commit
       , coalesce(new_row.owner, old_row.owner)
       , new_row.store_path is distinct from old_row.store_path
       , coalesce(new_row.environment, old_row.environment)
    from (select * from history.system_statuses where snapshot_id = baseline) as old_row
    full join (select * from history.system_statuses where snapshot_id = snapshot) as new_row
      on new_row.hostname = old_row.hostname
   where (new_row.status, new_row.reason, new_row.running_commit, new_row.flake)
         is distinct from (old_row.status, old_row.reason, old_row.running_commit, old_row.flake)
$$;

comment on function history.status_changes(bigint, bigint) is
  'Per system the differences between two snapshots. old_status is null for a new system, new_status for a removed one. redeployed: it runs another closure.';
