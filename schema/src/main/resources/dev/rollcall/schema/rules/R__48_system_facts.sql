-- The facts that the status rules look at. One row a registered, active system as of an instant: what it
-- runs, what evaluates for it, and where both stand in the history of its flake.
--
-- In short (docs/rules.md has the words):
--   running commit    what the system runs, by its store path or else its configuration revision
--   evaluated commit  the newest commit that evaluates for it
--   newest commit     the newest commit of its flake; a pin takes its place in the comparison
-- A position counts the commits of a flake from the newest (0) backwards, so that a smaller position
-- is a newer commit and the position itself is the number of commits behind.
create or replace function inventory.system_facts(
    as_of timestamptz
  , matching text
  , host_from text
  , host_to text
  , hosts text[]
)
returns table (
    hostname text
  , flake text
  , environment text
  , alias text
  , pinned_commit text
  , pin_position integer
  , is_on_pin boolean
  , has_state boolean
  , store_path text
  , configuration_revision text
  , deployed_at timestamptz
  , heartbeat_at timestamptz
  , is_of_other_flake boolean
  , is_unrecognised boolean
  , basis text
  , running_position integer
  , running_commit text
  , running_at timestamptz
  , evaluated_position integer
  , evaluated_commit text
  , evaluated_at timestamptz
  , newest_commit text
  , newest_at timestamptz
  , newest_outcome text
  , compared_position integer
  , first_newer_at timestamptz
)
language sql
stable
parallel safe
-- Joins here are hash joins. After a large import, before the tables are analyzed, the planner takes them for
-- tiny and would scan all commits anew for every system: minutes, where a hash join takes seconds whatever the
-- statistics say.
set enable_nestloop = off
set enable_mergejoin = off
-- the order of the joins is that of the text, which starts from what is few
set join_collapse_limit = 1
as $$
  with cte_commit as materialized (
    select c.id
         , c.flake_id
         , c.git_commit_hash
         , c.commit_timestamp
         , (row_number() over (partition by c.flake_id order by c.commit_timestamp desc, c.id desc) - 1)::integer as position
      from inventory.commits as c
     where c.commit_timestamp <= as_of
  )

  , cte_system as materialized (
    select s.hostname
         , s.flake_id
         , f.name as flake
         , s.environment
         , a.evaluation_name as alias
         , coalesce(a.evaluation_name, s.hostname) as evaluation_name
         -- the original rule knew no pins
         , case when matching = 'evidence' then s.pinned_commit end as pinned_commit
         , pin.position as pin_position
      from inventory.systems as s
      left join inventory.flakes as f
        on f.id = s.flake_id
      left join inventory.system_aliases as a
        on a.hostname = s.hostname
      left join cte_commit as pin
        on pin.flake_id = s.flake_id
       and pin.git_commit_hash = s.pinned_commit
       and matching = 'evidence'
     where s.is_active
       and (host_from is null or s.hostname collate "C" >= host_from)
       and (host_to is null or s.hostname collate "C" < host_to)
       and (hosts is null or s.hostname in (select unnest(hosts)))
  )

  , cte_state as materialized (
    select l.hostname
         , l.store_path
         , l.configuration_revision
         , l.deployed_at
      from inventory.latest_states(as_of, host_from, host_to, hosts) as l
  )

  , cte_heartbeat as materialized (
    select h.hostname
         , h.heartbeat_at
      from inventory.latest_heartbeats(as_of, host_from, host_to, hosts) as h
  )

  , cte_evaluation as materialized (
    select e.flake_id
         , e.evaluation_name
         , e.evaluated_position
         , e.records_store_paths
         , e.newest_outcome
      from inventory.evaluations_by_name(as_of, host_from, host_to, hosts) as e
  )

  -- What stands in for the running commit of a pinned system where nothing tells: a pin hides the commits after it.
  , cte_stand_in as (
    select s.hostname
         , min(c.position) as stand_in_position
      from cte_system as s
     cross join lateral inventory.evaluations_of_name(s.evaluation_name) as e
      join inventory.derivation_statuses as t
        on t.id = e.status_id
       and t.is_success
      join cte_commit as c
        on c.id = e.commit_id
       and c.flake_id = s.flake_id
       and c.position >= s.pin_position
     where s.pin_position is not null
       and coalesce(e.recorded_at, c.commit_timestamp) <= as_of
     group by s.hostname
  )

  -- First evidence: the commits that build what runs, whatever name they built it under. The newest of
  -- them, because a commit that leaves a system alone builds the same closure again.
  , cte_closure as (
    select s.hostname
         , min(c.position) filter (where c.flake_id = s.flake_id) as running_position
         , coalesce(bool_or(c.flake_id = s.flake_id and c.position = s.pin_position), false) as is_of_pin
      from cte_state as l
     cross join lateral inventory.evaluations_of_closure(l.store_path) as e
      join cte_commit as c
        on c.id = e.commit_id
      join cte_system as s
        on s.hostname = l.hostname
     where matching = 'evidence'
       and s.flake_id is not null
       and coalesce(e.recorded_at, c.commit_timestamp) <= as_of
     group by s.hostname
  )

  , cte_fact as (
    select s.hostname
         , s.flake_id
         , s.flake
         , s.environment
         , s.alias
         , s.pinned_commit
         , s.pin_position
         , l.hostname is not null as has_state
         , l.store_path
         , l.configuration_revision
         , l.deployed_at
         , h.heartbeat_at
         , matching = 'evidence' and closure.hostname is not null and closure.running_position is null as is_of_other_flake
         , matching = 'evidence'
             and l.store_path is not null
             and closure.hostname is null
             and revision.position is null
             and coalesce(evaluation.records_store_paths, false) as is_unrecognised
         , case
             when closure.running_position is not null then 'store-path'
             when revision.position is not null then 'revision'
             else 'name'
           end as basis
         , coalesce(closure.running_position, revision.position) as running_position
         , coalesce(closure.running_position, revision.position, stand_in.position) as compared_position
         , coalesce(closure.is_of_pin, coalesce(revision.position, stand_in.position) = s.pin_position, false) as is_on_pin
         , evaluation.evaluated_position
         , evaluation.newest_outcome
         , newest.git_commit_hash as newest_commit
         , newest.commit_timestamp as newest_at
      from cte_system as s
      left join cte_state as l
        on l.hostname = s.hostname
      left join cte_heartbeat as h
        on h.hostname = s.hostname
      left join cte_evaluation as evaluation
        on evaluation.evaluation_name = s.evaluation_name
       and evaluation.flake_id = s.flake_id
      left join cte_stand_in as pinned
        on pinned.hostname = s.hostname
     cross join lateral (
             select case when s.pin_position is null then evaluation.evaluated_position else pinned.stand_in_position end as position
           ) as stand_in
      left join cte_closure as closure
        on closure.hostname = s.hostname
      -- Second evidence. A revision that ends in -dirty names no commit, and should not.
      left join cte_commit as revision
        on revision.flake_id = s.flake_id
       and revision.git_commit_hash = l.configuration_revision
       and matching = 'evidence'
      left join cte_commit as newest
        on newest.flake_id = s.flake_id
       and newest.position = 0
  )

  select f.hostname
       , f.flake
       , f.environment
       , f.alias
       , f.pinned_commit
       , f.pin_position
       , f.is_on_pin
       , f.has_state
       , f.store_path
       , f.configuration_revision
       , f.deployed_at
       , f.heartbeat_at
       , f.is_of_other_flake
       , f.is_unrecognised
       , f.basis
       , f.running_position
       , running.git_commit_hash
       , running.commit_timestamp
       , f.evaluated_position
       , evaluated.git_commit_hash
       , evaluated.commit_timestamp
       , f.newest_commit
       , f.newest_at
       , f.newest_outcome
       , f.compared_position
       , first_newer.commit_timestamp
    from cte_fact as f
    left join cte_commit as running
      on running.flake_id = f.flake_id
     and running.position = f.running_position
    left join cte_commit as evaluated
      on evaluated.flake_id = f.flake_id
     and evaluated.position = f.evaluated_position
    left join cte_commit as first_newer
      on first_newer.flake_id = f.flake_id
     and first_newer.position = f.compared_position - 1
$$;

comment on function inventory.system_facts(timestamptz, text, text, text, text[]) is
  'The facts behind the verdict as of an instant for every active system, from a host (inclusive) to a host (exclusive), or for the given hosts among them.';
