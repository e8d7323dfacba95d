-- The facts that the status rules look at. One row a registered, active system as of an instant: what it
-- runs, what evaluates for it, and where both stand in the history of its flake.
--
-- In short (docs/rules.md has the words):
--   running commit    what the system runs, by its store path or else its configuration revision
--   evaluated commit  the newest commit that evaluates for it
--   newest commit     the newest commit of its flake; a pin takes its place in the comparison
-- A position counts the commits of a flake from the newest (0) backwards, so that a smaller position
-- is a newer commit and the position itself is the number of commits behind. Commits are compared by their places
-- (commit_places), and their hashes are looked up at the very end, by a probe each: a hash table of all commits costs a
-- night of few systems more than its systems.
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
-- What is joined here is joined by hash. After a large import, before the tables are analyzed, the planner takes them for
-- tiny and would scan all commits anew for every system: minutes, where a hash join takes seconds whatever the
-- statistics say.
set enable_nestloop = off
set enable_mergejoin = off
-- the order of the joins is that of the text, which starts from what is few
set join_collapse_limit = 1
-- compiling a plan takes seconds, and its costs say nothing where joins are forbidden
set jit = off
as $$
  with cte_commit as materialized (
    select p.id
         , p.flake_id
         , p.commit_timestamp
         , p.place
         , p.newer_at
      from inventory.commit_places(as_of) as p
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
         , l.hostname is not null as has_state
         , l.store_path
         , l.configuration_revision
         , l.deployed_at
      from inventory.systems as s
      left join inventory.latest_states(as_of, host_from, host_to, hosts) as l
        on l.hostname = s.hostname
      left join inventory.flakes as f
        on f.id = s.flake_id
      left join inventory.system_aliases as a
        on a.hostname = s.hostname
     where s.is_active
       and (host_from is null or s.hostname collate "C" >= host_from)
       and (host_to is null or s.hostname collate "C" < host_to)
       and (hosts is null or s.hostname in (select unnest(hosts)))
  )

  , cte_heartbeat as materialized (
    select h.hostname
         , h.heartbeat_at
      from inventory.latest_heartbeats(as_of, host_from, host_to, hosts) as h
  )

  , cte_evaluation as materialized (
    select e.flake_id
         , e.evaluation_name
         , e.evaluated_place
         , e.evaluated_newer_at
         , e.records_store_paths
         , e.newest_outcome
      from inventory.evaluations_by_name(as_of, host_from, host_to, hosts) as e
  )

  , cte_pin as materialized (
    select s.hostname
         , s.flake_id
         , s.evaluation_name
         , pin.id
         , pin.commit_timestamp
      from cte_system as s
     cross join lateral inventory.commit_named(s.flake_id, s.pinned_commit) as pin
     where s.pinned_commit is not null
       and pin.commit_timestamp <= as_of
  )

  -- The commits that something ties to a system.
  , cte_tie as (
    -- First evidence: the commits that build what runs, whatever name they built it under. The newest of
    -- them, because a commit that leaves a system alone builds the same closure again.
    select 'closure' as kind
         , s.hostname
         , s.flake_id
         , e.commit_id
         , e.recorded_at
      from cte_system as s
     cross join lateral inventory.evaluations_of_closure(s.store_path) as e
     where matching = 'evidence'
       and s.flake_id is not null
     union all
    -- Second evidence. A revision that ends in -dirty names no commit, and should not.
    select 'revision'
         , s.hostname
         , s.flake_id
         , revision.id
         , null
      from cte_system as s
     cross join lateral inventory.commit_named(s.flake_id, s.configuration_revision) as revision
     where matching = 'evidence'
       and s.configuration_revision is not null
     union all
    select 'pin'
         , p.hostname
         , p.flake_id
         , p.id
         , null
      from cte_pin as p
     union all
    -- What stands in for the running commit of a pinned system where nothing tells: a pin hides the commits after it.
    select 'stand-in'
         , p.hostname
         , p.flake_id
         , e.commit_id
         , e.recorded_at
      from cte_pin as p
     cross join lateral inventory.evaluations_of_name(p.evaluation_name) as e
      join inventory.derivation_statuses as t
        on t.id = e.status_id
       and t.is_success
  )

  -- A closure may be another flake's; all else is found in the system's own.
  , cte_evidence as materialized (
    select t.hostname
         , count(*) filter (where t.kind = 'closure') > 0 as has_closure
         , min(c.place) filter (where t.kind = 'closure' and c.flake_id = t.flake_id) as closure_place
         , max(c.newer_at) filter (where t.kind = 'closure' and c.flake_id = t.flake_id) as closure_newer_at
         , count(*) filter (where t.kind = 'closure' and t.commit_id = pin.id) > 0 as is_closure_of_pin
         , min(c.place) filter (where t.kind = 'revision') as revision_place
         , max(c.newer_at) filter (where t.kind = 'revision') as revision_newer_at
         , min(c.place) filter (where t.kind = 'pin') as pin_place
         , min(c.place) filter (where t.kind = 'stand-in' and c.flake_id = t.flake_id and (c.commit_timestamp, c.id) <= (pin.commit_timestamp, pin.id)) as stand_in_place
         , max(c.newer_at) filter (where t.kind = 'stand-in' and c.flake_id = t.flake_id and (c.commit_timestamp, c.id) <= (pin.commit_timestamp, pin.id)) as stand_in_newer_at
      from cte_tie as t
      join cte_commit as c
        on c.id = t.commit_id
      left join cte_pin as pin
        on pin.hostname = t.hostname
     where coalesce(t.recorded_at, c.commit_timestamp) <= as_of
     group by t.hostname
  )

  , cte_newest as materialized (
    select c.flake_id
         , newest.git_commit_hash
         , newest.commit_timestamp
      from cte_commit as c
     cross join lateral (
             select x.git_commit_hash
                  , x.commit_timestamp
               from inventory.commits as x
              where x.id = c.id
             offset 0
           ) as newest
     where inventory.position_of(c.place) = 0
  )

  , cte_fact as (
    select s.hostname
         , s.flake
         , s.environment
         , s.alias
         , s.pinned_commit
         , inventory.position_of(evidence.pin_place) as pin_position
         , s.has_state
         , s.store_path
         , s.configuration_revision
         , s.deployed_at
         , h.heartbeat_at
         , matching = 'evidence' and coalesce(evidence.has_closure, false) and evidence.closure_place is null as is_of_other_flake
         , matching = 'evidence'
             and s.store_path is not null
             and not coalesce(evidence.has_closure, false)
             and evidence.revision_place is null
             and coalesce(evaluation.records_store_paths, false) as is_unrecognised
         , case
             when evidence.closure_place is not null then 'store-path'
             when evidence.revision_place is not null then 'revision'
             else 'name'
           end as basis
         , coalesce(evidence.closure_place, evidence.revision_place) as running_place
         , coalesce(evidence.closure_place, evidence.revision_place, stand_in.place) as compared_place
         -- the time after the compared commit, whichever of the three that is
         , case
             when evidence.closure_place is not null then evidence.closure_newer_at
             when evidence.revision_place is not null then evidence.revision_newer_at
             else stand_in.newer_at
           end as first_newer_at
         , case
             when evidence.has_closure then evidence.is_closure_of_pin
             else coalesce(coalesce(evidence.revision_place, stand_in.place) = evidence.pin_place, false)
           end as is_on_pin
         , evaluation.evaluated_place
         , evaluation.newest_outcome
         , newest.git_commit_hash as newest_commit
         , newest.commit_timestamp as newest_at
      from cte_system as s
      left join cte_heartbeat as h
        on h.hostname = s.hostname
      left join cte_evaluation as evaluation
        on evaluation.evaluation_name = s.evaluation_name
       and evaluation.flake_id = s.flake_id
      left join cte_evidence as evidence
        on evidence.hostname = s.hostname
      left join cte_newest as newest
        on newest.flake_id = s.flake_id
     cross join lateral (
             select case when evidence.pin_place is null then evaluation.evaluated_place else evidence.stand_in_place end as place
                  , case when evidence.pin_place is null then evaluation.evaluated_newer_at else evidence.stand_in_newer_at end as newer_at
           ) as stand_in
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
       , inventory.position_of(f.running_place)
       , running.git_commit_hash
       , running.commit_timestamp
       , inventory.position_of(f.evaluated_place)
       , evaluated.git_commit_hash
       , evaluated.commit_timestamp
       , f.newest_commit
       , f.newest_at
       , f.newest_outcome
       , inventory.position_of(f.compared_place)
       , nullif(f.first_newer_at, 'infinity')
    from cte_fact as f
    left join lateral (
           select c.git_commit_hash
                , c.commit_timestamp
             from inventory.commits as c
            where c.id = inventory.commit_of(f.running_place)
           offset 0
         ) as running
      on true
    left join lateral (
           select c.git_commit_hash
                , c.commit_timestamp
             from inventory.commits as c
            where c.id = inventory.commit_of(f.evaluated_place)
           offset 0
         ) as evaluated
      on true
$$;

comment on function inventory.system_facts(timestamptz, text, text, text, text[]) is
  'The facts behind the verdict as of an instant for every active system, from a host (inclusive) to a host (exclusive), or for the given hosts among them.';
