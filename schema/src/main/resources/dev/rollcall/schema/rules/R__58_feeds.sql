-- How fresh each kind of fact is.
create or replace function inventory.feeds(
    as_of timestamptz
  , fresh_enough interval default null
  , snapshot bigint default null
)
returns table (
    feed text
  , newest_at timestamptz
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with cte_host as (
    select max(h.reported_at) as reported_at
         , max(h.heartbeat_at) as heartbeat_at
      from inventory.known_hosts(as_of, null, null, snapshot) as h
  )

  -- Calculated in UTC, where every day has 24 hours.
  , cte_enough as (
    select (as_of at time zone 'UTC' - fresh_enough) at time zone 'UTC' as since
  )

  select 'states'
       , h.reported_at
    from cte_host as h
   union all
  -- The facts of names omit unused names that only older commits evaluate.
  select 'evaluations'
       , case
           when named.newest_at >= (select e.since from cte_enough as e) then named.newest_at
           else (
             select greatest(named.newest_at, max(coalesce(d.completed_at, d.scheduled_at, c.counts_from)))
               from inventory.derivations as d
               join inventory.known_commits(as_of, 'evidence', snapshot) as c
                 on c.id = d.commit_id
              where d.derivation_type = 'nixos'
                -- before the join, because few evaluations are this new
                and (coalesce(d.completed_at, d.scheduled_at) > named.newest_at) is not false
                and coalesce(d.completed_at, d.scheduled_at, c.counts_from) <= as_of
           )
         end
    from (
           select max(n.newest_at)
             from inventory.known_names(as_of, 'evidence', null, null, snapshot) as n
            where snapshot is not null
         ) as named (newest_at)
   union all
  select 'commits'
       , max(c.commit_timestamp)
    from inventory.commits as c
   where c.commit_timestamp <= as_of
   union all
  -- the facts of hosts omit heartbeats of unregistered hosts
  select 'heartbeats'
       , case
           when h.heartbeat_at >= (select e.since from cte_enough as e) then h.heartbeat_at
           else (select max(b."timestamp") from inventory.heartbeats as b where b."timestamp" <= as_of)
         end
    from cte_host as h
$$;

comment on function inventory.feeds(timestamptz, interval, bigint) is
  'The time of the newest state, evaluation, commit and heartbeat at a point in time; null if there is none. Uses the facts of a snapshot if given, and searches the whole inventory only for kinds without a fact newer than fresh_enough.';
