-- Like known_commits: reads the facts of a snapshot or, without one, of the inventory.
create or replace function inventory.known_hosts(as_of timestamptz, host_from text, host_to text, snapshot bigint)
returns table (
    hostname text
  , store_path text
  , configuration_revision text
  , reported_at timestamptz
  , last_reported_at timestamptz
  , heartbeat_at timestamptz
  , reboot_needed boolean
  , reboot_needed_since timestamptz
  , booted_at timestamptz
)
language sql
stable
parallel safe
as $$
  select h.hostname
       , h.store_path
       , h.configuration_revision
       , h.reported_at
       , h.last_reported_at
       , h.heartbeat_at
       , h.reboot_needed
       , h.reboot_needed_since
       , h.booted_at
    from inventory.host_facts(as_of, host_from, host_to) as h
   where snapshot is null
   union all
  select n.hostname
       , n.store_path
       , n.configuration_revision
       , n.reported_at
       , n.last_reported_at
       , n.heartbeat_at
       , n.reboot_needed
       , n.reboot_needed_since
       , n.booted_at
    from history.night_hosts as n
   where n.snapshot_id = snapshot
     and (host_from is null or n.hostname collate "C" >= host_from)
     and (host_to is null or n.hostname collate "C" < host_to)
$$;

comment on function inventory.known_hosts(timestamptz, text, text, bigint) is
  'host_facts, as gathered by a night, or from the inventory if there is no snapshot.';

create or replace function inventory.known_names(as_of timestamptz, matching text, host_from text, host_to text, snapshot bigint)
returns table (
    flake_id integer
  , evaluation_name text
  , evaluated_place bigint
  , evaluated_newer_at timestamptz
  , records_store_path boolean
  , newest_outcome inventory.evaluation_outcome
  , newest_at timestamptz
)
language sql
stable
parallel safe
as $$
  select e.flake_id
       , e.evaluation_name
       , e.evaluated_place
       , e.evaluated_newer_at
       , e.records_store_path
       , e.newest_outcome
       , e.newest_at
    from inventory.name_facts(as_of, matching, host_from, host_to, null) as e
   where snapshot is null
   union all
  select n.flake_id
       , n.evaluation_name
       , n.evaluated_place
       , n.evaluated_newer_at
       , n.records_store_path
       , n.newest_outcome
       , n.newest_at
    from history.night_names as n
   where n.snapshot_id = snapshot
$$;

comment on function inventory.known_names(timestamptz, text, text, text, bigint) is
  'name_facts, as gathered by a night, or from the inventory if there is no snapshot.';

create or replace function inventory.known_systems(matching text, host_from text, host_to text, snapshot bigint)
returns table (
    hostname text
  , flake_id integer
  , flake text
  , environment text
  , owner text
  , alias text
  , evaluation_name text
  , pinned_commit text
  , is_held boolean
)
language sql
stable
parallel safe
as $$
  select s.hostname
       , s.flake_id
       , s.flake
       , s.environment
       , s.owner
       , s.alias
       , s.evaluation_name
       , s.pinned_commit
       , s.is_held
    from inventory.registered_systems(matching, host_from, host_to) as s
   where snapshot is null
   union all
  select n.hostname
       , n.flake_id
       , n.flake
       , n.environment
       , n.owner
       , n.alias
       , n.evaluation_name
       , n.pinned_commit
       , n.is_held
    from history.night_systems as n
   where n.snapshot_id = snapshot
     and (host_from is null or n.hostname collate "C" >= host_from)
     and (host_to is null or n.hostname collate "C" < host_to)
$$;

comment on function inventory.known_systems(text, text, text, bigint) is
  'registered_systems, as gathered by a night, or from the inventory if there is no snapshot.';
