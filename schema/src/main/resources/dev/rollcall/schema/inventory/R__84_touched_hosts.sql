-- The systems whose verdict may be another than in a base snapshot: something about them, their
-- evaluations, their closure or their flake arrived since, or was there and has now come into effect. It may
-- name some whose verdict is the same, never leave one out. Heartbeats are not in it: they change no verdict.
create or replace function inventory.touched_hosts(base bigint, as_of timestamptz)
returns table (hostname text)
language sql
stable
as $$
  with cte_base as materialized (
    select s.as_of
         , s.read_before
         , s.matching
      from history.snapshots as s
     where s.id = base
  )

  , cte_commit as materialized (
    select c.id
         , c.flake_id
      from inventory.commits as c
     where c.recorded_in >= (select b.read_before from cte_base as b)
        or (c.commit_timestamp > (select b.as_of from cte_base as b) and c.commit_timestamp <= touched_hosts.as_of)
  )

  , cte_derivation as materialized (
    select d.derivation_name
         , d.store_path
      from inventory.derivations as d
     where d.recorded_in >= (select b.read_before from cte_base as b)
        or (    coalesce(d.completed_at, d.scheduled_at) > (select b.as_of from cte_base as b)
            and coalesce(d.completed_at, d.scheduled_at) <= touched_hosts.as_of)
     union
    select d.derivation_name
         , d.store_path
      from cte_commit as c
     -- a probe a commit: nobody can tell how few they are before
     cross join lateral (
             select x.derivation_name
                  , x.store_path
               from inventory.derivations as x
              where x.commit_id = c.id
             offset 0
           ) as d
  )

  , cte_system as materialized (
    select s.hostname
         , s.flake_id
         , f.name as flake
         , s.environment
         , case when b.matching = 'evidence' then s.pinned_commit end as pinned_commit
         , a.evaluation_name as alias
         , coalesce(a.evaluation_name, s.hostname) as evaluation_name
      from inventory.systems as s
     cross join cte_base as b
      left join inventory.flakes as f
        on f.id = s.flake_id
      left join inventory.system_aliases as a
        on a.hostname = s.hostname
     where s.is_active
  )

  , cte_row as materialized (
    select r.hostname
         , r.flake
         , r.environment
         , r.pinned_commit
         , r.alias
         , r.store_path
      from history.recent_statuses as r
     where r.snapshot_id = base
  )

  -- registered since, or otherwise than it was
  select s.hostname
    from cte_system as s
    left join cte_row as r
      on r.hostname = s.hostname
   where r.hostname is null
      or (r.flake, r.environment, r.pinned_commit, r.alias)
         is distinct from (s.flake, s.environment, s.pinned_commit, s.alias)
   union
  select s.hostname
    from cte_system as s
   where s.flake_id in (select c.flake_id from cte_commit as c)
   union
  select s.hostname
    from cte_system as s
   where s.evaluation_name in (select d.derivation_name from cte_derivation as d)
   union
  select r.hostname
    from cte_row as r
   where r.store_path in (select d.store_path from cte_derivation as d where d.store_path is not null)
   union
  select x.hostname
    from inventory.system_states as x
   where x.recorded_in >= (select b.read_before from cte_base as b)
      or (x."timestamp" > (select b.as_of from cte_base as b) and x."timestamp" <= touched_hosts.as_of)
$$;

comment on function inventory.touched_hosts(bigint, timestamptz) is
  'The hosts whose verdict may differ from that of a base snapshot; others need not be looked at.';
