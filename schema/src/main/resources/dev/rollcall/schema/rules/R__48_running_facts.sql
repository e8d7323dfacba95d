-- The known facts about each registered, active system at a point in time, and which commit it runs according to them.
-- Commits are compared by their places (see branch_commits).
create or replace function inventory.running_facts(
    as_of timestamptz
  , matching text
  , host_from text
  , host_to text
  , snapshot bigint
)
returns table (
    hostname text
  , store_path text
  , configuration_revision text
  , deployed_at timestamptz
  , heartbeat_at timestamptz
  , reboot_needed boolean
  , reboot_needed_since timestamptz
  , booted_at timestamptz
  , evaluated_place bigint
  , evaluated_newer_at timestamptz
  , records_store_path boolean
  , newest_outcome inventory.evaluation_outcome
  , pin_place bigint
  , basis text
  , place bigint
  , newer_at timestamptz
  , withdrawn_place bigint
  , is_of_pin boolean
  , is_of_other_system boolean
  , is_of_other_flake boolean
  , is_whole_hash boolean
  , matched_name text
)
language sql
stable
parallel safe
-- Force hash joins: after a large import, before the tables are analyzed, the planner assumes tiny tables and would scan all
-- commits for every system, which takes minutes instead of seconds.
set enable_nestloop = off
set enable_mergejoin = off
-- keep the join order of the text, which starts with small sets
set join_collapse_limit = 1
set search_path = pg_catalog, pg_temp
as $$
  with cte_commit as (
    select c.id
         , c.flake_id
         , c.git_commit_hash
         , c.counts_from
         , c.place
         , c.newer_at
         , c.withdrawn_place
      from inventory.known_commits(as_of, matching, snapshot) as c
  )

  -- A pin to a commit that is not on the branch is ignored here.
  , cte_system as (
    select s.hostname
         , s.flake_id
         , s.evaluation_name
         , h.store_path
         , h.configuration_revision
         , case when matching = 'evidence' then lower(h.configuration_revision collate "C") end as revision
         , h.reported_at as deployed_at
         , h.heartbeat_at
         , h.reboot_needed
         , h.reboot_needed_since
         , h.booted_at
         , e.flake_id is not null as has_evaluations
         , e.evaluated_place
         , e.evaluated_newer_at
         , e.records_store_path
         , e.newest_outcome
         , pin.id as pin_id
         , pin.place as pin_place
      from inventory.known_systems(matching, host_from, host_to, snapshot) as s
      left join inventory.known_hosts(as_of, host_from, host_to, snapshot) as h
        on h.hostname = s.hostname
      left join inventory.known_names(as_of, matching, host_from, host_to, snapshot) as e
        on e.evaluation_name = s.evaluation_name
       and e.flake_id = s.flake_id
      left join cte_commit as pin
        on pin.flake_id = s.flake_id
       and pin.git_commit_hash = lower(s.pinned_commit)
       and pin.place is not null
  )

  -- First evidence: the evaluations that build what runs.
  , cte_closure as (
    select s.hostname
         , e.derivation_name as name
         , c.flake_id = s.flake_id as is_own_flake
         -- other names count only if the flake has no evaluation under the system's own
         , c.flake_id = s.flake_id and (e.derivation_name = s.evaluation_name or not s.has_evaluations) as counts
         , c.flake_id = s.flake_id and not s.has_evaluations as is_by_other_name
         , c.id
         , c.place
         , c.newer_at
         , c.withdrawn_place
         , c.id = s.pin_id as is_of_pin
      -- distinct makes the planner hash closures and commits rather than the evaluations
      from (select distinct x.store_path from cte_system as x) as running
     cross join lateral inventory.evaluations_of_closure(running.store_path) as e
      join (select distinct on (x.id) x.* from cte_commit as x) as c
        on c.id = e.commit_id
      join cte_system as s
        on s.store_path = running.store_path
     where matching = 'evidence'
       and s.flake_id is not null
       and coalesce(e.recorded_at, c.counts_from) <= as_of
  )

  -- Second evidence, if the closure is unknown: a full hash, or a prefix that identifies one commit of the flake. Prefixes
  -- are joined by their first seven digits. Other flakes count only if the own one has no such commit.
  , cte_revision as (
    select s.hostname
         , c.flake_id = s.flake_id as is_own_flake
         , min(c.id) as id
         , min(c.place) as place
         , max(c.newer_at) as newer_at
         , min(c.withdrawn_place) as withdrawn_place
         , bool_or(c.id = s.pin_id) as is_of_pin
         , bool_or(c.git_commit_hash = s.revision) as is_whole_hash
         , count(*) as commits
         , bool_or(c.flake_id = s.flake_id) over (partition by s.hostname) as is_known_to_own_flake
      from cte_system as s
      join cte_commit as c
        on left(c.git_commit_hash, 7) = left(s.revision, 7)
       and starts_with(c.git_commit_hash, s.revision)
     where s.flake_id is not null
       and s.revision ~ '^[0-9a-f]{7,64}$'
       and not exists (select from cte_closure as x where x.hostname = s.hostname)
     group by s.hostname
            , c.flake_id
            , s.flake_id
  )

  -- The newest matching commit counts, because a commit that does not change a system builds the same closure.
  , cte_running as (
    select a.hostname
         , min(a.basis) as basis
         , min(a.place) filter (where a.counts) as place
         , max(a.newer_at) filter (where a.counts) as newer_at
         , min(a.withdrawn_place) filter (where a.counts) as withdrawn_place
         , coalesce(bool_or(a.is_of_pin) filter (where a.counts), false) as is_of_pin
         , bool_or(a.is_own_flake) and not bool_or(a.counts) as is_of_other_system
         , not bool_or(a.is_own_flake) as is_of_other_flake
         , bool_or(a.is_whole_hash) as is_whole_hash
      from (
             select x.hostname, 'store-path' as basis, x.is_own_flake, x.counts, x.place, x.newer_at, x.withdrawn_place, x.is_of_pin, false as is_whole_hash
               from cte_closure as x
              union all
             select v.hostname, 'revision', v.is_own_flake, v.is_own_flake, v.place, v.newer_at, v.withdrawn_place, v.is_of_pin, v.is_whole_hash
               from cte_revision as v
              where v.commits = 1
                and v.is_own_flake = v.is_known_to_own_flake
           ) as a
     group by a.hostname
  )

  , cte_matched_name as (
    select x.hostname
         , min(x.name collate "C") as name
      from cte_closure as x
      join cte_running as r
        on r.hostname = x.hostname
       and inventory.commit_of(coalesce(r.place, r.withdrawn_place)) = x.id
     where x.is_by_other_name
     group by x.hostname
  )

  select s.hostname
       , s.store_path
       , s.configuration_revision
       , s.deployed_at
       , s.heartbeat_at
       , s.reboot_needed
       , s.reboot_needed_since
       , s.booted_at
       , s.evaluated_place
       , s.evaluated_newer_at
       , s.records_store_path
       , s.newest_outcome
       , s.pin_place
       , r.basis
       , r.place
       , r.newer_at
       , case when r.place is null then r.withdrawn_place end
       , r.is_of_pin
       , coalesce(r.is_of_other_system, false)
       , coalesce(r.is_of_other_flake, false)
       , coalesce(r.is_whole_hash, false)
       , m.name
    from cte_system as s
    left join cte_running as r
      on r.hostname = s.hostname
    left join cte_matched_name as m
      on m.hostname = s.hostname
$$;

comment on function inventory.running_facts(timestamptz, text, text, text, bigint) is
  'Per registered, active system: its newest state and heartbeat, a summary of its evaluations, and the place of its running commit with the basis. matched_name is the name under which the flake builds what runs, if it has no evaluation under the system''s own name.';
