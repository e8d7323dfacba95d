-- The newest state of every active system as of an instant, in two passes over the states and whatever
-- their indexes: the newest time of each host by a hash aggregate, then the state of that time. Crystal
-- Forge has no index on hostname and time, and a search per system without one reads all states each time.
create or replace function inventory.latest_states(as_of timestamptz, host_from text, host_to text, hosts text[])
returns table (
    hostname text
  , store_path text
  , configuration_revision text
  , deployed_at timestamptz
)
language sql
stable
parallel safe
rows 10000
as $$
  with cte_newest as (
    select x.hostname
         , max(x."timestamp") as "timestamp"
      from inventory.system_states as x
     where x."timestamp" <= as_of
     group by x.hostname
  )

  -- several states of one time are few: only those are sorted
  select distinct on (x.hostname)
         x.hostname
       , x.store_path
       , x.configuration_revision
       , x."timestamp"
    from cte_newest as n
    join inventory.system_states as x
      on x.hostname = n.hostname
     and x."timestamp" = n."timestamp"
    join inventory.systems as s
      on s.hostname = x.hostname
     and s.is_active
   where (host_from is null or s.hostname collate "C" >= host_from)
     and (host_to is null or s.hostname collate "C" < host_to)
     and (hosts is null or s.hostname in (select unnest(hosts)))
   order by x.hostname, x.id desc
$$;

comment on function inventory.latest_states(timestamptz, text, text, text[]) is
  'The newest state as of an instant of every active system that has one, from a host (inclusive) to a host (exclusive), or of the given hosts among them.';
