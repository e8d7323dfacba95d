-- Keeps which closure a deployment would bring to each system: what its pin or, without one, the evaluated commit builds for it.
-- Only if the packages or a scan of both closures are known, so it stores nothing if neither is imported.
create or replace function history.keep_due_closures(snapshot bigint)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  with cte_behind as (
    select r.hostname
         , r.flake
         , coalesce(r.alias, r.hostname) as evaluation_name
         , coalesce(lower(r.pinned_commit), r.evaluated_commit) as target_commit
         , r.store_path
      from history.recent_statuses as r
      join history.closures as k
        on k.store_path = r.store_path
     where r.snapshot_id = snapshot
       and r.status in ('Outdated', 'Unknown State')
  )

  -- of several recipes of one commit the system may run one; those with packages show more
  , cte_due as (
    select b.hostname
         , (array_agg(k.id order by k.package_set_id is null, k.store_path))[1] as closure_id
      from cte_behind as b
      join inventory.flakes as f
        on f.name collate "C" = b.flake
      join inventory.commits as c
        on c.flake_id = f.id
       and c.git_commit_hash = b.target_commit
     cross join lateral inventory.evaluations_of_commit(c.id, b.evaluation_name) as e
      join inventory.status_outcomes() as o
        on o.id = e.status_id
       and o.is_success
      join history.closures as k
        on k.store_path = e.store_path
     where coalesce(e.recorded_at, '-infinity') <= (select s.as_of from history.snapshots as s where s.id = snapshot)
     group by b.hostname
    having not bool_or(e.store_path = b.store_path)
  )

  insert into history.due_closures (snapshot_id, hostnames, closure_ids)
  select snapshot
       , array_agg(d.hostname order by d.hostname)
       , array_agg(d.closure_id order by d.hostname)
    from cte_due as d
  having count(*) > 0
$$;

comment on function history.keep_due_closures(bigint) is
  'Keeps which closures are due on the systems of a snapshot that is being made.';
