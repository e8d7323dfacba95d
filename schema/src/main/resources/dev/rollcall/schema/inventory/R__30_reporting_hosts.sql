-- Every host that has reported a state as of an instant, registered or not. The recursion skips from
-- one hostname to the next in the index, so that it costs a probe a host and not a look at each state.
create or replace function inventory.reporting_hosts(as_of timestamptz)
returns table (
    hostname text
  , reported_at timestamptz
)
language sql
stable
as $$
  with recursive cte_host as (
    (select x.hostname from inventory.system_states as x order by x.hostname limit 1)
    union all
    select (
             select x.hostname
               from inventory.system_states as x
              where x.hostname > h.hostname
              order by x.hostname
              limit 1
           )
      from cte_host as h
     where h.hostname is not null
  )
  select h.hostname
       , newest."timestamp"
    from cte_host as h
   cross join lateral (
           select x."timestamp"
             from inventory.system_states as x
            where x.hostname = h.hostname
              and x."timestamp" <= as_of
            order by x."timestamp" desc, x.id desc
            limit 1
         ) as newest
$$;

comment on function inventory.reporting_hosts(timestamptz) is
  'The hosts with a state as of an instant, and the time of their newest.';
