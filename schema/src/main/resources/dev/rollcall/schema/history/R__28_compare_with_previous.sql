-- Compares a published snapshot with the previous one: how many systems changed status, and which went back.
--
-- A system went back if it runs another closure than in the previous night and the commit of this closure is older, in the
-- order of the commits as of the snapshot. The closure has to differ: one that several commits build counts as the newest of
-- them, which may be withdrawn or not be evaluated yet. A commit that is not on the branch keeps the place it had. Nothing is
-- compared if the running commit of one of the nights is unknown, or if the system changed its flake.
create or replace function history.compare_with_previous(snapshot bigint)
returns void
language sql
volatile
-- both nights are as long as the fleet
set enable_mergejoin = off
set search_path = pg_catalog, pg_temp
as $$
  delete from history.rollbacks as r
   where r.snapshot_id = snapshot;

  with cte_snapshot as (
    select p.id
         , p.previous_id
         , p.as_of
      from history.published_snapshots as p
     where p.id = snapshot
  )

  , cte_change as materialized (
    select c.*
      from history.status_changes((select s.previous_id from cte_snapshot as s), snapshot) as c
  )

  , cte_count as (
    update history.snapshots as s
       set changed_systems = (select count(*) from cte_change as c where c.old_status is distinct from c.new_status)
     where s.id = snapshot
  )

  , cte_move as materialized (
    select c.hostname
         , c.flake
         , c.environment
         , c.owner
         , c.old_running_commit
         , c.new_running_commit
      from cte_change as c
     where c.redeployed
       and c.flake = c.old_flake
       and c.new_running_commit <> c.old_running_commit
  )

  -- many systems move between few commits
  , cte_commit as (
    select distinct on (m.flake, m.git_commit_hash, p.flake_id)
           m.flake
         , m.git_commit_hash
         , p.flake_id
         , p.counts_from
         , p.depth
         , p.commit_id
      from cte_snapshot as s
     cross join (
             select x.flake
                  , x.old_running_commit as git_commit_hash
               from cte_move as x
              union
             select x.flake
                  , x.new_running_commit
               from cte_move as x
           ) as m
      join inventory.flakes as f
        on f.name = m.flake
      join inventory.commit_periods as p
        on p.flake_id = f.id
       and p.git_commit_hash = m.git_commit_hash
       and p.counts_from <= s.as_of
     order by m.flake, m.git_commit_hash, p.flake_id, p.counts_until > s.as_of desc, p.counts_from desc, p.depth desc
  )

  insert into history.rollbacks (snapshot_id, hostname, flake, environment, owner, from_commit, to_commit)
  -- Crystal Forge may have several flakes of one name
  select distinct snapshot
       , m.hostname
       , m.flake
       , m.environment
       , m.owner
       , m.old_running_commit
       , m.new_running_commit
    from cte_move as m
    join cte_commit as before
      on before.flake = m.flake
     and before.git_commit_hash = m.old_running_commit
    join cte_commit as now
      on now.flake_id = before.flake_id
     and now.git_commit_hash = m.new_running_commit
   where (now.counts_from, now.depth, now.commit_id) < (before.counts_from, before.depth, before.commit_id);
$$;

comment on function history.compare_with_previous(bigint) is
  'Counts the systems that changed status since the previous snapshot, and stores those that went back. To be called for a published snapshot, and again when its predecessor changes.';
