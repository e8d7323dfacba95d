-- Stores what a report needs to list the commits that systems lack: for each flake with a system that is behind, the newest
-- commits down to the running commit of the system farthest behind, up to a limit.
--
-- For fleets of at most most_systems it also stores the effect of each commit: the names it does not change, because their
-- recipes are those of the previous commit, and the NixOS version.
--
-- A system that waits for its pin is measured from the pin. If several flakes have the same name (Crystal Forge allows it),
-- the name does not identify their commits.
--
-- The digests identify content, so they must not depend on the session's time format.
drop function if exists history.keep_commits(bigint, integer);

create or replace function history.keep_commits(snapshot bigint, longest integer, most_systems integer)
returns void
language sql
volatile
set timezone = 'UTC'
set datestyle = 'ISO'
-- the facts of a night have no index and no statistics yet
set enable_nestloop = off
set search_path = pg_catalog, pg_temp
as $$
  with cte_behind as (
    select r.flake
         , case when r.reason = 'awaiting-pin' then lower(r.pinned_commit) end as pin
         , max(r.commits_behind) as commits
      from history.recent_statuses as r
     where r.snapshot_id = snapshot
       and r.commits_behind > 0
     group by 1, 2
  )

  , cte_flake as (
    select f.name
         , min(f.id) as id
      from inventory.flakes as f
     group by f.name
    having count(*) = 1
  )

  , cte_reach as (
    select f.id
         , f.name
         , max(coalesce(inventory.position_of(pin.place), 0) + b.commits) as last_position
      from cte_behind as b
      join cte_flake as f
        on f.name collate "C" = b.flake
      left join history.night_commits as pin
        on pin.snapshot_id = snapshot
       and pin.flake_id = f.id
       and pin.git_commit_hash = b.pin
       and pin.place is not null
     group by f.id
            , f.name
  )

  , cte_line as (
    select r.name
         , n.id
         , n.flake_id
         , inventory.position_of(n.place) as position
         , n.place
         , n.git_commit_hash
         , n.since as counts_from
         , k.subject
         , k.author
      from cte_reach as r
      join history.night_commits as n
        on n.flake_id = r.id
       and inventory.position_of(n.place) <= least(r.last_position, longest - 1)
      join inventory.commits as k
        on k.id = n.id
     where n.snapshot_id = snapshot
  )

  -- the listed commits, and the one before each list
  , cte_evaluated as (
    select n.flake_id
         , n.id
         , inventory.position_of(n.place) as position
         , n.commit_timestamp
      from history.night_commits as n
      join (
             select l.flake_id
                  , max(l.position) + 1 as last_position
               from cte_line as l
              group by l.flake_id
           ) as r
        on r.flake_id = n.flake_id
       and inventory.position_of(n.place) <= r.last_position
     where n.snapshot_id = snapshot
       and (select sum(t.systems) from history.flake_totals as t where t.snapshot_id = snapshot) <= most_systems
  )

  , cte_recipes as (
    select e.flake_id
         , e.id
         , e.position
         , d.derivation_name
         , array_agg(distinct d.derivation_path) as recipes
      from cte_evaluated as e
     cross join lateral inventory.recipes_of_commit(e.id) as d
     where coalesce(d.recorded_at, e.commit_timestamp) <= (select s.as_of from history.snapshots as s where s.id = snapshot)
     group by e.flake_id
            , e.id
            , e.position
            , d.derivation_name
  )

  , cte_version as (
    select r.id
         , min(v.version) as version
      from cte_recipes as r
     cross join lateral unnest(r.recipes) as p (recipe)
     cross join lateral (select substring(p.recipe from '-nixos-system-.*-([0-9]{2}\.[0-9]{2}[^/]*)\.drv$') as version) as v
     group by r.id
    having count(distinct v.version) = 1
  )

  , cte_effect as (
    select r.id
         , coalesce(
             array_agg(r.derivation_name order by r.derivation_name collate "C") filter (where r.recipes = before.recipes)
           , '{}'
           ) as leaves_alone
      from cte_recipes as r
      left join cte_recipes as before
        on before.flake_id = r.flake_id
       and before.position = r.position + 1
       and before.derivation_name = r.derivation_name
     group by r.id
  )

  , cte_found as materialized (
    select sha256(convert_to(
             row(l.git_commit_hash, l.counts_from, l.subject, l.author, v.version, e.leaves_alone)::text
           , 'UTF8')) as digest
         , l.*
         , v.version
         , e.leaves_alone
      from cte_line as l
      left join cte_version as v
        on v.id = l.id
      left join cte_effect as e
        on e.id = l.id
  )

  , cte_new as (
    insert into history.packed_commits (digest, git_commit_hash, counts_from, subject, author, version, leaves_alone)
    select distinct on (f.digest)
           f.digest
         , f.git_commit_hash
         , f.counts_from
         , f.subject
         , f.author
         , f.version
         , f.leaves_alone
      from cte_found as f
     where not exists (select from history.packed_commits as p where p.digest = f.digest)
    returning id, digest
  )

  insert into history.commit_lines (snapshot_id, flake, commit_ids)
  select snapshot
       , f.name
       , array_agg(c.id order by f.place)
    from cte_found as f
    join (
           select p.id
                , p.digest
             from history.packed_commits as p
            union all
           select n.id
                , n.digest
             from cte_new as n
         ) as c
      on c.digest = f.digest
   group by f.name
$$;

comment on function history.keep_commits(bigint, integer, integer) is
  'Stores the commits that systems of a snapshot lack, from its totals and the facts of its night, which must exist; at most longest per flake, and their effect on systems in a fleet of at most most_systems.';
