-- The newest state of every active system as of an instant, in one pass over all states, because Crystal Forge has no
-- index on hostname and time: a search per system would read all states each time, and a sort or a join of all of them
-- would spill. An aggregate keeps one pair a host, of the time and the id, which decides between states of one time; ids
-- are written as times, in seconds (up to 9 * 10^12 of them), because the elements of an array are of one type. The rows
-- are then fetched by their ids.
create or replace function inventory.latest_states(as_of timestamptz, host_from text, host_to text)
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
-- Planned by itself, so that the pass may be parallel whatever asks for it; what is joined here is joined by hash.
set enable_nestloop = off
-- compiling a plan takes seconds, and its costs say nothing where joins are forbidden
set jit = off
as $$
  with cte_newest as materialized (
    select x.hostname
         , max(array[x."timestamp", to_timestamp(x.id)]) as newest
      from inventory.system_states as x
     where x."timestamp" <= as_of
     group by x.hostname
  )

  select s.hostname
       , x.store_path
       , x.configuration_revision
       , x."timestamp"
    from inventory.systems as s
    join cte_newest as n
      on n.hostname = s.hostname
   cross join lateral (
           select y.store_path
                , y.configuration_revision
                , y."timestamp"
             from inventory.system_states as y
            where y.id = extract(epoch from n.newest[2])::bigint
           -- a probe of the primary key a system, not a second pass
           offset 0
         ) as x
   where s.is_active
     and (host_from is null or s.hostname collate "C" >= host_from)
     and (host_to is null or s.hostname collate "C" < host_to)
$$;

comment on function inventory.latest_states(timestamptz, text, text) is
  'The newest state as of an instant of every active system that has one, from a host (inclusive) to a host (exclusive).';
