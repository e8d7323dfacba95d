-- The known facts about each host at a point in time: its newest state, registered or not, and the newest heartbeat of each
-- active system.
--
-- One pass over all states, because Crystal Forge has no index on hostname and time: a search per system would read all
-- states each time, and sorting or joining all of them would spill. The aggregate keeps one pair per host, of time and id,
-- which breaks ties. Ids are stored as times, in seconds (up to 9 * 10^12), because array elements have one type. The rows
-- are then fetched by id.
create or replace function inventory.host_facts(as_of timestamptz, host_from text, host_to text)
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
set search_path = pg_catalog, pg_temp
-- avoids joining heartbeats of quiet systems with their states row by row if statistics are stale
set enable_nestloop = off
as $$
  with cte_newest as (
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
         , x.booted_at
      from cte_newest as n
      left join lateral (
             select y.store_path
                  , y.configuration_revision
                  , y.booted_at
               from inventory.system_states as y
              where y.id = extract(epoch from n.newest[2])::bigint
             -- a probe of the primary key per host instead of a second pass
             offset 0
           ) as x
        on true
  )

  -- Most records are old, and nearly every system sent a heartbeat within the last day, so its earlier ones don't matter. A
  -- heartbeat belongs to a state and so to a host: all states of a host count, because an older one may have the newest
  -- heartbeat.
  , cte_recent_beat as (
    select x.hostname
         , max(b.heartbeat_at) as heartbeat_at
      from (
             select h.system_state_id
                  , max(h."timestamp") as heartbeat_at
               from inventory.state_heartbeats as h
              where h."timestamp" > as_of - interval '24 hours'
                and h."timestamp" <= as_of
              group by h.system_state_id
           ) as b
     cross join lateral (
             select y.hostname
               from inventory.system_states as y
              where y.id = b.system_state_id
             -- a probe of the primary key per state with heartbeats
             offset 0
           ) as x
     group by x.hostname
  )

  , cte_quiet as (
    select n.hostname
      from cte_newest as n
     where n.hostname in (select s.hostname from inventory.systems as s where s.is_active)
       and n.hostname not in (select b.hostname from cte_recent_beat as b)
  )

  , cte_beat as (
    select b.hostname
         , b.heartbeat_at
      from cte_recent_beat as b
     union all
    select x.hostname
         , max(h."timestamp")
      from inventory.system_states as x
      join inventory.state_heartbeats as h
        on h.system_state_id = x.id
     where exists (select from cte_quiet)
       and x.hostname in (select q.hostname from cte_quiet as q)
       and h."timestamp" <= as_of
     group by x.hostname
  )

  select t.hostname
       , t.store_path
       , t.configuration_revision
       , t.reported_at
       , t.last_reported_at
       , b.heartbeat_at
       -- agents report the boot time, not the booted closure
       , null::boolean
       , null::timestamptz
       , t.booted_at
    from cte_state as t
    left join cte_beat as b
      on b.hostname = t.hostname
$$;

comment on function inventory.host_facts(timestamptz, text, text) is
  'The newest state of every host that has reported at a point in time, registered or not, the time of its last state ever, and the newest heartbeat of every active system, from a host (inclusive) to a host (exclusive). reported_at is null for a host that reported only later, or never.';
