-- The newest state of every host that has ever reported, registered or not, in one pass over the states as in
-- latest_states.
create or replace function inventory.reported_states(as_of timestamptz)
returns table (
    hostname text
  , store_path text
  , configuration_revision text
  , reported_at timestamptz
  , last_reported_at timestamptz
)
language sql
stable
rows 10000
-- as in latest_states
set enable_nestloop = off
-- compiling a plan takes seconds, and its costs say nothing where joins are forbidden
set jit = off
as $$
  with cte_newest as materialized (
    select x.hostname
         , max(array[x."timestamp", to_timestamp(x.id)]) filter (where x."timestamp" <= as_of) as newest
         , max(x."timestamp") as last_reported_at
      from inventory.system_states as x
     group by x.hostname
  )

  select n.hostname
       , x.store_path
       , x.configuration_revision
       , n.newest[1]
       , n.last_reported_at
    from cte_newest as n
    left join lateral (
           select y.store_path
                , y.configuration_revision
             from inventory.system_states as y
            where y.id = extract(epoch from n.newest[2])::bigint
           offset 0
         ) as x
      on true
$$;

comment on function inventory.reported_states(timestamptz) is
  'The newest state as of an instant of every host that has reported, registered or not, and the time of its last state of all; no time as of the instant for a host that reported only after it.';
