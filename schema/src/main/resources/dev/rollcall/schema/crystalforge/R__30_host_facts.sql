-- What is known of each host as of an instant: its newest state, registered or not, and the newest heartbeat of each active
-- system.
--
-- One pass over all states, because Crystal Forge has no index on hostname and time: a search per system would read all
-- states each time, and a sort or a join of all of them would spill. An aggregate keeps one pair per host, of the time and
-- the id, which decides between states of one time; ids are written as times, in seconds (up to 9 * 10^12 of them), because
-- the elements of an array are of one type. The rows are then fetched by their ids.
create or replace function inventory.host_facts(as_of timestamptz, host_from text, host_to text)
returns table (
    hostname text
  , store_path text
  , configuration_revision text
  , reported_at timestamptz
  , last_reported_at timestamptz
  , heartbeat_at timestamptz
)
language sql
stable
rows 10000
set search_path = pg_catalog, pg_temp
-- Planned by itself, so that the pass may be parallel whatever asks for it; what is joined here is joined by hash.
set enable_nestloop = off
-- compiling a plan takes seconds, and its costs say nothing where joins are forbidden
set jit = off
as $$
  with cte_newest as materialized (
    select x.hostname
         , max(array[x."timestamp", to_timestamp(x.id)]) filter (where x."timestamp" <= as_of) as newest
         , max(x."timestamp") as last_reported_at
      from inventory.system_states as x
     where (host_from is null or x.hostname collate "C" >= host_from)
       and (host_to is null or x.hostname collate "C" < host_to)
     group by x.hostname
  )

  , cte_state as (
    select n.hostname
         , x.store_path
         , x.configuration_revision
         , n.newest[1] as reported_at
         , n.last_reported_at
      from cte_newest as n
      left join lateral (
             select y.store_path
                  , y.configuration_revision
               from inventory.system_states as y
              where y.id = extract(epoch from n.newest[2])::bigint
             -- a probe of the primary key per host, not a second pass
             offset 0
           ) as x
        on true
  )

  select coalesce(t.hostname, h.hostname)
       , t.store_path
       , t.configuration_revision
       , t.reported_at
       , t.last_reported_at
       , h.heartbeat_at
    from cte_state as t
    full join inventory.latest_heartbeats(as_of, host_from, host_to) as h
      on h.hostname = t.hostname
$$;

comment on function inventory.host_facts(timestamptz, text, text) is
  'The newest state as of an instant of every host that has reported, registered or not, the time of its last state of all, and the newest heartbeat of every active system, from a host (inclusive) to a host (exclusive). reported_at is null for a host that reported only after the instant, or never.';
