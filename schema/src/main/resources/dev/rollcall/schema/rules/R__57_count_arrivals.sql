-- How much of each kind of fact came in during the 24 hours before an instant: hosts that sent a state, systems that were
-- evaluated, commits, systems that sent a heartbeat. It is counted from what the night has gathered, so its cost does not
-- depend on the number of states; and a host that sends a thousand states hides no other host.
--
-- The times are those of the facts, and the span is fixed: it does not matter when the facts were imported, when the previous
-- snapshot was made, or how often a night is computed.
create or replace function inventory.count_arrivals(as_of timestamptz, snapshot bigint)
returns table (
    feed text
  , arrived integer
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with cte_host as (
    select count(*) filter (where h.reported_at > as_of - interval '24 hours') as states
         , count(*) filter (where h.heartbeat_at > as_of - interval '24 hours') as heartbeats
      from inventory.known_hosts(as_of, null, null, snapshot) as h
  )

  select 'states'
       , h.states::integer
    from cte_host as h
   union all
  select 'heartbeats'
       , h.heartbeats::integer
    from cte_host as h
   union all
  select 'evaluations'
       , count(*)::integer
    from inventory.known_names(as_of, 'evidence', null, null, snapshot) as n
   where n.newest_at > as_of - interval '24 hours'
   union all
  select 'commits'
       , count(*)::integer
    from inventory.known_commits(as_of, 'evidence', snapshot) as c
   where c.counts_from > as_of - interval '24 hours'
$$;

comment on function inventory.count_arrivals(timestamptz, bigint) is
  'How many hosts sent a state, systems were evaluated, commits came and systems sent a heartbeat in the 24 hours before an instant, from the facts that the night of a snapshot gathered.';
