-- The newest state of every host that has ever reported, registered or not. The recursion skips from one host to the next in
-- the index, whose first entry of a host is its newest state: a few probes per host, and no look at each state.
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
  with recursive cte_last as (
    (
      select x.hostname
           , x."timestamp"
        from inventory.system_states as x
       order by x.hostname, x."timestamp" desc
       limit 1
    )
    union all
    select following.hostname
         , following."timestamp"
      from cte_last as l
     cross join lateral (
             select x.hostname
                  , x."timestamp"
               from inventory.system_states as x
              where x.hostname > l.hostname
              order by x.hostname, x."timestamp" desc
              limit 1
           ) as following
  )

  select l.hostname
       , newest.store_path
       , newest.configuration_revision
       , newest."timestamp"
       , l."timestamp"
    from cte_last as l
    left join lateral (
           select t.store_path
                , t.configuration_revision
                , t."timestamp"
             from (
                    select x.store_path
                         , x.configuration_revision
                         , x."timestamp"
                      from inventory.system_states as x
                     where x.hostname = l.hostname
                       and x."timestamp" <= as_of
                     order by x."timestamp" desc
                     fetch first 1 row with ties
                  ) as t
            order by t.store_path collate "C" desc
            limit 1
         ) as newest
      on true
$$;

comment on function inventory.reported_states(timestamptz) is
  'The newest state as of an instant of every host that has reported, registered or not, and the time of its last state of all; no time as of the instant for a host that reported only after it.';
