-- Every host that has reported a state as of an instant, registered or not, in one pass over the states.
create or replace function inventory.reporting_hosts(as_of timestamptz)
returns table (
    hostname text
  , reported_at timestamptz
)
language sql
stable
rows 10000
as $$
  select x.hostname
       , max(x."timestamp")
    from inventory.system_states as x
   where x."timestamp" <= as_of
   group by x.hostname
$$;

comment on function inventory.reporting_hosts(timestamptz) is
  'The hosts with a state as of an instant, and the time of their newest.';
