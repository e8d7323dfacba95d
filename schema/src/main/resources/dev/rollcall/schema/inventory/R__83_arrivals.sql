-- What of the facts is new to a night: recorded since an earlier one read them, or come into effect since.
-- Each reads the index of arrivals and the pages that it names. The planner, which has to guess how many
-- those are before it knows the night, would read everything, and would start processes to help with it.
create or replace function inventory.arrived_states(read_before bigint, after timestamptz, as_of timestamptz)
returns table (hostname text)
language sql
stable
rows 1000
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
  select distinct x.hostname
    from inventory.system_states as x
   where x.recorded_in >= read_before
      or (x."timestamp" > after and x."timestamp" <= as_of)
$$;

comment on function inventory.arrived_states(bigint, timestamptz, timestamptz) is
  'The hosts with a state that was recorded by a transaction that had not ended, or that came into effect after an instant.';

create or replace function inventory.arrived_heartbeats(read_before bigint, after timestamptz, as_of timestamptz)
returns table (
    hostname text
  , heartbeat_at timestamptz
)
language sql
stable
rows 1000
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
  select h.hostname
       , h."timestamp"
    from inventory.heartbeats as h
   where (h.recorded_in >= read_before and h."timestamp" <= as_of)
      or (h."timestamp" > after and h."timestamp" <= as_of)
$$;

comment on function inventory.arrived_heartbeats(bigint, timestamptz, timestamptz) is
  'The heartbeats that were recorded, or came into effect, since.';

-- With a commit that arrives all its evaluations do: they count as of no earlier than it.
create or replace function inventory.arrived_evaluations(
    read_before bigint
  , after timestamptz
  , as_of timestamptz
  , commits integer[]
)
returns table (
    derivation_name text
  , store_path text
)
language sql
stable
rows 1000
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
  select d.derivation_name
       , d.store_path
    from inventory.derivations as d
   where d.recorded_in >= read_before
      or (coalesce(d.completed_at, d.scheduled_at) > after and coalesce(d.completed_at, d.scheduled_at) <= as_of)
   union
  select d.derivation_name
       , d.store_path
    from inventory.derivations as d
   where d.commit_id = any (commits)
$$;

comment on function inventory.arrived_evaluations(bigint, timestamptz, timestamptz, integer[]) is
  'The names and closures of the evaluations that were recorded, or came into effect, since, and of those of given commits.';
