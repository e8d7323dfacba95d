-- The newest heartbeat of every active system as of an instant. A heartbeat of Crystal Forge belongs to a
-- state and through it to a host, so all of a host's states count, also where an older one beat last.
create or replace function inventory.latest_heartbeats(as_of timestamptz, host_from text, host_to text, hosts text[])
returns table (
    hostname text
  , heartbeat_at timestamptz
)
language sql
stable
parallel safe
rows 10000
as $$
  select h.hostname
       , max(h."timestamp")
    from inventory.heartbeats as h
    join inventory.systems as s
      on s.hostname = h.hostname
     and s.is_active
   where h."timestamp" <= as_of
     and (host_from is null or s.hostname collate "C" >= host_from)
     and (host_to is null or s.hostname collate "C" < host_to)
     and (hosts is null or s.hostname in (select unnest(hosts)))
   group by h.hostname
$$;

comment on function inventory.latest_heartbeats(timestamptz, text, text, text[]) is
  'The newest heartbeat as of an instant of every active system that has sent one, from a host (inclusive) to a host (exclusive), or of the given hosts among them.';
