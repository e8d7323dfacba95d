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

  , cte_evaluation as materialized (
    select e.derivation_name
         , e.store_path
      from inventory.arrived_evaluations(
             (select b.read_before from cte_base as b)
           , (select b.as_of from cte_base as b)
           , touched_hosts.as_of
           , array(select c.id from cte_commit as c)) as e
  )

  , cte_state as materialized (
    select x.hostname
      from inventory.arrived_states(
             (select b.read_before from cte_base as b)
           , (select b.as_of from cte_base as b)
           , touched_hosts.as_of) as x
  )

  , cte_row as (
    select r.hostname
         , r.flake
         , r.environment
         , r.pinned_commit
         , r.alias
         , r.store_path
      from history.recent_statuses as r
     where r.snapshot_id = base
  )

  select s.hostname
    from inventory.systems as s
    left join inventory.flakes as f
      on f.id = s.flake_id
    left join inventory.system_aliases as a
      on a.hostname = s.hostname
    left join cte_row as r
      on r.hostname = s.hostname
   where s.is_active
     and (
          -- registered since, or otherwise than it was
             r.hostname is null
          or (r.flake, r.environment, r.pinned_commit, r.alias)
             is distinct from
             ( f.name
             , s.environment
             , case when (select b.matching from cte_base as b) = 'evidence' then s.pinned_commit end
             , a.evaluation_name
             )
          or s.flake_id in (select c.flake_id from cte_commit as c)
          or coalesce(a.evaluation_name, s.hostname) in (select e.derivation_name from cte_evaluation as e)
          or r.store_path in (select e.store_path from cte_evaluation as e where e.store_path is not null)
          or s.hostname in (select x.hostname from cte_state as x)
         )
$$;

comment on function inventory.touched_hosts(bigint, timestamptz) is
  'The hosts whose verdict may differ from that of a base snapshot; others need not be looked at.';
