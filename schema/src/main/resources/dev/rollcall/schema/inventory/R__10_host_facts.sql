-- The known facts about each host at a point in time: its newest state, registered or not, and the newest heartbeat of each
-- active system.
--
-- A recursive query jumps from host to host in the index, where the newest state of a host comes first: one probe per host,
-- without reading older states. Of two states at the same time the greater store path counts, so the order of arrival does
-- not matter.
--
-- The start of a pending reboot takes one probe of each of two indexes: of the states that say no and of those that say yes.
-- Other states neither begin nor end it.
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
as $$
  with recursive cte_last as (
    (
      select x.hostname
           , x."timestamp"
        from inventory.system_states as x
       where x.hostname >= coalesce(host_from, '')
         and (host_to is null or x.hostname < host_to collate "C")
       order by x.hostname, x."timestamp" desc
       limit 1
    )
    union all
    select following.*
      from cte_last as l
     cross join lateral (
             select x.hostname
                  , x."timestamp"
               from inventory.system_states as x
              where x.hostname > l.hostname
                and (host_to is null or x.hostname < host_to collate "C")
              order by x.hostname, x."timestamp" desc
              limit 1
           ) as following
  )

  , cte_state as (
    select l.hostname
         , newest.store_path
         , newest.configuration_revision
         , newest."timestamp" as reported_at
         , l."timestamp" as last_reported_at
         , newest.reboot_needed
      from cte_last as l
      left join lateral (
             select x.store_path
                  , x.configuration_revision
                  , x."timestamp"
                  , x.reboot_needed
               from inventory.system_states as x
              where x.hostname = l.hostname
                and x."timestamp" = case
                      when l."timestamp" <= as_of then l."timestamp"
                      else (
                        select max(y."timestamp")
                          from inventory.system_states as y
                         where y.hostname = l.hostname
                           and y."timestamp" <= as_of
                      )
                    end
              order by x.store_path desc
              limit 1
           ) as newest
        on true
  )

  , cte_heartbeat as (
    select s.hostname
         , newest."timestamp" as heartbeat_at
      from inventory.systems as s
     cross join lateral (
             select h."timestamp"
               from inventory.heartbeats as h
              where h.hostname = s.hostname
                and h."timestamp" <= as_of
              order by h."timestamp" desc
              limit 1
           ) as newest
     where s.is_active
       and s.hostname >= coalesce(host_from, '')
       and (host_to is null or s.hostname < host_to collate "C")
  )

  select coalesce(t.hostname, h.hostname)
       , t.store_path
       , t.configuration_revision
       , t.reported_at
       , t.last_reported_at
       , h.heartbeat_at
       , t.reboot_needed
       , case
           when t.reboot_needed then (
             select coalesce(min(x."timestamp"), t.reported_at)
               from inventory.system_states as x
              where x.hostname = t.hostname
                and x.reboot_needed
                and x."timestamp" <= t.reported_at
                and x."timestamp" > coalesce(
                      (
                        select max(y."timestamp")
                          from inventory.system_states as y
                         where y.hostname = t.hostname
                           and not y.reboot_needed
                           and y."timestamp" <= t.reported_at
                      )
                    , '-infinity'
                    )
           )
         end
       , null::timestamptz
    from cte_state as t
    full join cte_heartbeat as h
      on h.hostname = t.hostname
$$;

comment on function inventory.host_facts(timestamptz, text, text) is
  'The newest state of every host that has reported at a point in time, registered or not, the time of its last state ever, and the newest heartbeat of every active system, from a host (inclusive) to a host (exclusive). reported_at is null for a host that reported only later, or never; booted_at is always null.';
