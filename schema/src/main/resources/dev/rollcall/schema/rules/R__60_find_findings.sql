-- What a person should mend in the inventory. A resemblance is only ever offered, never used for a verdict.
--
-- found_at is when somebody looks: a state is from the future if its time lies after both instants, so
-- that a night computed later does not call everything since then the future.
create or replace function inventory.find_findings(
    as_of timestamptz
  , found_at timestamptz
  , stale_after interval default interval '1 day'
)
returns table (
    finding text
  , subject text
  , detail text
  , resembles text
)
language sql
stable
as $$
  with cte_system as (
    select s.hostname
         , s.flake_id
         , coalesce(a.evaluation_name, s.hostname) as evaluation_name
         , lower(s.hostname) as lower_name
         , split_part(lower(s.hostname), '.', 1) as short_name
         , s.is_active
      from inventory.systems as s
      left join inventory.system_aliases as a
        on a.hostname = s.hostname
  )

  , cte_evaluation_name as (
    select distinct
           c.flake_id
         , d.derivation_name
         , lower(d.derivation_name) as lower_name
         , split_part(lower(d.derivation_name), '.', 1) as short_name
      from inventory.derivations as d
      join inventory.commits as c
        on c.id = d.commit_id
     where d.derivation_type = 'nixos'
       and c.commit_timestamp <= as_of
       and coalesce(d.completed_at, d.scheduled_at, c.commit_timestamp) <= as_of
  )

  , cte_newest_fact as (
    select max(fact.at) as at
      from (
             select max(c.commit_timestamp) from inventory.commits as c where c.commit_timestamp <= as_of
             union all
             select max(d.completed_at) from inventory.derivations as d where d.completed_at <= as_of
             union all
             select max(r.reported_at) from inventory.reporting_hosts(as_of) as r
             union all
             select max(h.heartbeat_at) from inventory.latest_heartbeats(as_of, null, null) as h
           ) as fact (at)
  )

  select 'reports-unregistered'
       , r.hostname
       , 'last reported ' || to_char(r.reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , (
           select min(s.hostname collate "C")
             from cte_system as s
            where s.lower_name = lower(r.hostname)
               or (s.short_name = split_part(lower(r.hostname), '.', 1)
                   and (s.lower_name = s.short_name or lower(r.hostname) = s.short_name))
         )
    from inventory.reporting_hosts(as_of) as r
   where not exists (select from inventory.systems as s where s.hostname = r.hostname)

   union all

  select 'name-mismatch'
       , s.hostname
       , 'flake ' || f.name || ' has no evaluation named ' || s.evaluation_name
       , (
           select min(e.derivation_name collate "C")
             from cte_evaluation_name as e
            where e.flake_id = s.flake_id
              and (   e.lower_name = s.lower_name
                   or (e.short_name = s.short_name and (e.lower_name = e.short_name or s.lower_name = s.short_name)))
         )
    from cte_system as s
    join inventory.flakes as f
      on f.id = s.flake_id
   where s.is_active
     and exists (select from cte_evaluation_name as e where e.flake_id = s.flake_id)
     and not exists (
           select
             from cte_evaluation_name as e
            where e.flake_id = s.flake_id
              and e.derivation_name = s.evaluation_name
         )

   union all

  select 'no-flake'
       , s.hostname
       , null
       , null
    from cte_system as s
   where s.is_active
     and s.flake_id is null

   union all

  select 'flake-without-commits'
       , f.name
       , null
       , null
    from inventory.flakes as f
   where not exists (select from inventory.commits as c where c.flake_id = f.id and c.commit_timestamp <= as_of)

   union all

  select 'future-state'
       , x.hostname
       , 'a state of ' || to_char(max(x."timestamp") at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , null
    from inventory.system_states as x
   where x."timestamp" > greatest(as_of, found_at)
   group by x.hostname

   union all

  -- What it says it was built from, and what that commit builds, are two things.
  select 'closure-differs-from-revision'
       , l.hostname
       , 'says revision ' || l.configuration_revision || ', whose closure is ' || d.store_path || '; it runs ' || l.store_path
       , null
    from inventory.latest_states(as_of, null, null) as l
    join cte_system as s
      on s.hostname = l.hostname
    join inventory.commits as c
      on c.flake_id = s.flake_id
     and c.git_commit_hash = l.configuration_revision
     and c.commit_timestamp <= as_of
    join inventory.derivations as d
      on d.commit_id = c.id
     and d.derivation_type = 'nixos'
     and d.derivation_name = s.evaluation_name
     and coalesce(d.completed_at, d.scheduled_at, c.commit_timestamp) <= as_of
   where d.store_path <> l.store_path

   union all

  select 'stale-inventory'
       , 'inventory'
       , coalesce('newest fact of ' || to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'holds no fact')
       , null
    from cte_newest_fact as n
   where n.at is null
      or n.at < as_of - stale_after
$$;

comment on function inventory.find_findings(timestamptz, timestamptz, interval) is
  'The findings as of an instant; found_at is the time of looking, which tells what is from the future.';
