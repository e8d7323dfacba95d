-- How fresh the inventory is: the time of the newest fact of any kind, of whatever host. Of heartbeats, which a fleet
-- sends by the million, the hosts are skipped through as in reported_states.
create or replace function inventory.newest_fact_at(as_of timestamptz)
returns timestamptz
language sql
stable
as $$
  with recursive cte_host as (
    (select h.hostname from inventory.heartbeats as h order by h.hostname limit 1)
    union all
    select (
             select x.hostname
               from inventory.heartbeats as x
              where x.hostname > h.hostname
              order by x.hostname
              limit 1
           )
      from cte_host as h
     where h.hostname is not null
  )

  select max(fact.at)
    from (
           select max(c.commit_timestamp)
             from inventory.commits as c
            where c.commit_timestamp <= as_of
           union all
           select max(coalesce(d.completed_at, d.scheduled_at))
             from inventory.derivations as d
            where coalesce(d.completed_at, d.scheduled_at) <= as_of
           union all
           select max(x."timestamp")
             from inventory.system_states as x
            where x."timestamp" <= as_of
           union all
           select max(newest."timestamp")
             from cte_host as h
            cross join lateral (
                    select x."timestamp"
                      from inventory.heartbeats as x
                     where x.hostname = h.hostname
                       and x."timestamp" <= as_of
                     order by x."timestamp" desc
                     limit 1
                  ) as newest
         ) as fact (at)
$$;

comment on function inventory.newest_fact_at(timestamptz) is
  'The time of the newest commit, derivation, state or heartbeat as of an instant; null where there is none.';
