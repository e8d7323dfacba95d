-- How fresh each kind of fact is.
create or replace function inventory.feeds(as_of timestamptz)
returns table (
    feed text
  , newest_at timestamptz
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select 'states'
       , max(h.reported_at)
    from inventory.host_facts(as_of, null, null) as h
   union all
  select 'evaluations'
       , max(coalesce(d.completed_at, d.scheduled_at, c.counts_from))
    from inventory.derivations as d
    join inventory.commit_periods as c
      on c.commit_id = d.commit_id
   where d.derivation_type = 'nixos'
     and coalesce(d.completed_at, d.scheduled_at, c.counts_from) <= as_of
   union all
  select 'commits'
       , max(c.commit_timestamp)
    from inventory.commits as c
   where c.commit_timestamp <= as_of
   union all
  select 'heartbeats'
       , max(h."timestamp")
    from inventory.heartbeats as h
   where h."timestamp" <= as_of
$$;

comment on function inventory.feeds(timestamptz) is
  'The time of the newest state, evaluation, commit and heartbeat as of an instant; null where there is none.';
