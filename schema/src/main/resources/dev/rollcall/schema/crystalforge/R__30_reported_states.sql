-- The newest state of every host that has ever reported, registered or not, in two passes over the states as in
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
as $$
  with cte_time as (
    select x.hostname
         , max(x."timestamp") filter (where x."timestamp" <= as_of) as reported_at
         , max(x."timestamp") as last_reported_at
      from inventory.system_states as x
     group by x.hostname
  )

  -- several states of one time are few: only those are sorted
  select distinct on (t.hostname)
         t.hostname
       , x.store_path
       , x.configuration_revision
       , t.reported_at
       , t.last_reported_at
    from cte_time as t
    left join inventory.system_states as x
      on x.hostname = t.hostname
     and x."timestamp" = t.reported_at
   order by t.hostname, x.id desc
$$;

comment on function inventory.reported_states(timestamptz) is
  'The newest state as of an instant of every host that has reported, registered or not, and the time of its last state of all; no time as of the instant for a host that reported only after it.';
