-- How fresh the inventory is: the time of the newest fact of any kind, of whatever host.
create or replace function inventory.newest_fact_at(as_of timestamptz)
returns timestamptz
language sql
stable
as $$
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
           select max(h."timestamp")
             from inventory.state_heartbeats as h
            where h."timestamp" <= as_of
         ) as fact (at)
$$;

comment on function inventory.newest_fact_at(timestamptz) is
  'The time of the newest commit, derivation, state or heartbeat as of an instant; null where there is none.';
