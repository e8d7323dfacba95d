-- The newest heartbeat of every active system as of an instant, one index probe a system.
create or replace function inventory.latest_heartbeats(as_of timestamptz, host_from text, host_to text)
returns table (
    hostname text
  , heartbeat_at timestamptz
)
language sql
stable
parallel safe
as $$
  select s.hostname
       , newest."timestamp"
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
     and (host_from is null or s.hostname collate "C" >= host_from)
     and (host_to is null or s.hostname collate "C" < host_to)
$$;

comment on function inventory.latest_heartbeats(timestamptz, text, text) is
  'The newest heartbeat as of an instant of every active system that has sent one, from a host (inclusive) to a host (exclusive).';
