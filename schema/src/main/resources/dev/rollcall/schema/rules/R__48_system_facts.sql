-- The facts that the status rules look at: one row per registered, active system as of an instant. docs/rules.md has the
-- words; what a place is, branch_commits says.
--
-- Commits are compared by their places, and their hashes are looked up at the very end, by a probe each.
create or replace function inventory.system_facts(
    as_of timestamptz
  , matching text
  , host_from text
  , host_to text
  , snapshot bigint
)
returns table (
    hostname text
  , flake text
  , environment text
  , owner text
  , alias text
  , pinned_commit text
  , is_held boolean
  , pin_position integer
  , is_on_pin boolean
  , has_state boolean
  , store_path text
  , configuration_revision text
  , deployed_at timestamptz
  , heartbeat_at timestamptz
  , is_withdrawn boolean
  , is_of_other_system boolean
  , is_of_other_flake boolean
  , is_dirty boolean
  , is_unrecognised_revision boolean
  , records_store_path boolean
  , basis text
  , matched_name text
  , running_position integer
  , running_commit text
  , running_at timestamptz
  , evaluated_position integer
  , evaluated_commit text
  , evaluated_at timestamptz
  , newest_commit text
  , newest_at timestamptz
  , newest_outcome inventory.evaluation_outcome
  , evaluation_error text
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
set search_path = pg_catalog, pg_temp
as $$
  with cte_commit as materialized (
    select b.id
         , b.flake_id
         , b.git_commit_hash
         , b.counts_from
         , b.place
         , b.newer_at
         , b.withdrawn_place
      from inventory.branch_commits(as_of, matching) as b
     where snapshot is null
     union all
    select n.id
         , n.flake_id
         , n.git_commit_hash
         , n.counts_from
         , n.place
         , n.newer_at
         , n.withdrawn_place
      from history.night_commits as n
     where n.snapshot_id = snapshot
  )

  , cte_host as materialized (
    select h.hostname
         , h.store_path
         , h.configuration_revision
         , h.reported_at
         , h.heartbeat_at
      from inventory.host_facts(as_of, host_from, host_to) as h
     where snapshot is null
     union all
    select n.hostname
         , n.store_path
         , n.configuration_revision
         , n.reported_at
         , n.heartbeat_at
      from history.night_hosts as n
     where n.snapshot_id = snapshot
       and (host_from is null or n.hostname collate "C" >= host_from)
       and (host_to is null or n.hostname collate "C" < host_to)
  )

  , cte_system as materialized (
    select s.hostname
         , s.flake_id
         , f.name as flake
         , s.environment
         , s.owner
         , a.evaluation_name as alias
         , coalesce(a.evaluation_name, s.hostname) as evaluation_name
         -- the original rule knew no pins
         , case when matching = 'evidence' then s.pinned_commit end as pinned_commit
         , matching = 'evidence' and s.pinned_commit is null and s.is_held as is_held
         , h.reported_at is not null as has_state
         , h.store_path
         , h.configuration_revision
         , case when matching = 'evidence' then lower(h.configuration_revision collate "C") end as revision
         , h.reported_at as deployed_at
         , h.heartbeat_at
      from inventory.systems as s
      left join cte_host as h
        on h.hostname = s.hostname
      left join inventory.flakes as f
        on f.id = s.flake_id
      left join inventory.system_aliases as a
        on a.hostname = s.hostname
     where s.is_active
       and (host_from is null or s.hostname collate "C" >= host_from)
       and (host_to is null or s.hostname collate "C" < host_to)
  )

  , cte_evaluation as materialized (
    select e.flake_id
         , e.evaluation_name
         , e.evaluated_place
         , e.evaluated_newer_at
         , e.records_store_path
         , e.newest_outcome
      from inventory.name_facts(as_of, matching, host_from, host_to) as e
     where snapshot is null
     union all
    select n.flake_id
         , n.evaluation_name
         , n.evaluated_place
         , n.evaluated_newer_at
         , n.records_store_path
         , n.newest_outcome
      from history.night_names as n
     where n.snapshot_id = snapshot
  )

  -- A pin that names no commit on the branch is as good as none here.
  , cte_pin as materialized (
    select s.hostname
         , s.flake_id
         , s.evaluation_name
         , c.id
         , c.place
      from cte_system as s
      join cte_commit as c
        on c.flake_id = s.flake_id
       and c.git_commit_hash = lower(s.pinned_commit)
       and c.place is not null
     where s.pinned_commit is not null
  )

  -- First evidence: the evaluations that build what runs. Of its own name those of the newest commit count, because a
  -- commit that leaves a system alone builds the same closure again.
  , cte_closure as materialized (
    select s.hostname
         , bool_or(c.flake_id <> s.flake_id) as is_elsewhere
         , min(c.place) filter (where c.flake_id = s.flake_id and e.derivation_name = s.evaluation_name) as own_place
         , max(c.newer_at) filter (where c.flake_id = s.flake_id and e.derivation_name = s.evaluation_name) as own_newer_at
         , min(c.withdrawn_place) filter (where c.flake_id = s.flake_id and e.derivation_name = s.evaluation_name) as own_withdrawn_place
         , min(c.place) filter (where c.flake_id = s.flake_id) as any_place
         , max(c.newer_at) filter (where c.flake_id = s.flake_id) as any_newer_at
         , min(c.withdrawn_place) filter (where c.flake_id = s.flake_id) as any_withdrawn_place
         , coalesce(bool_or(c.id = pin.id and e.derivation_name = s.evaluation_name), false) as own_is_of_pin
         , coalesce(bool_or(c.id = pin.id), false) as any_is_of_pin
      from cte_system as s
     cross join lateral inventory.evaluations_of_closure(s.store_path) as e
      join cte_commit as c
        on c.id = e.commit_id
      left join cte_pin as pin
        on pin.hostname = s.hostname
     where matching = 'evidence'
       and s.flake_id is not null
       and coalesce(e.recorded_at, c.counts_from) <= as_of
     group by s.hostname
  )

  -- Second evidence, where the closure is known nowhere: a whole hash, or a prefix that names exactly one commit of a
  -- flake. All of one length below a whole one join by their first seven digits.
  , cte_named as materialized (
    select s.hostname
         , c.flake_id = s.flake_id as is_own
         , min(c.place) as place
         , max(c.newer_at) as newer_at
         , min(c.withdrawn_place) as withdrawn_place
         , bool_or(c.git_commit_hash = s.revision) as is_whole
      from cte_system as s
      left join cte_closure as x
        on x.hostname = s.hostname
      join cte_commit as c
        on left(c.git_commit_hash, 7) = left(s.revision, 7)
       and starts_with(c.git_commit_hash, s.revision)
     where s.flake_id is not null
       and s.revision ~ '^[0-9a-f]{7,64}$'
       and x.hostname is null
     group by s.hostname
            , c.flake_id
            , s.flake_id
    having count(*) = 1
  )

  , cte_revision as materialized (
    select n.hostname
         , bool_or(not n.is_own) as is_elsewhere
         , min(n.place) filter (where n.is_own) as place
         , max(n.newer_at) filter (where n.is_own) as newer_at
         , min(n.withdrawn_place) filter (where n.is_own) as withdrawn_place
         , bool_or(n.is_whole) as is_whole
      from cte_named as n
     group by n.hostname
  )

  -- What stands in for the running commit of a pinned system where nothing says what it is: a pin hides the commits after it.
  , cte_stand_in as materialized (
    select p.hostname
         -- the last bit is 1 where every recipe of that commit records a store path
         , min((c.place << 1) | (e.store_path is not null)::integer) as evaluated
         , max(c.newer_at) as newer_at
      from cte_pin as p
     cross join lateral inventory.evaluations_of_name(p.evaluation_name) as e
      join inventory.status_outcomes() as o
        on o.id = e.status_id
       and o.is_success
      join cte_commit as c
        on c.id = e.commit_id
       and c.flake_id = p.flake_id
       and c.place >= p.place
     where coalesce(e.recorded_at, c.counts_from) <= as_of
     group by p.hostname
  )

  -- What is known to run: by the evaluations under its own name, and under others only where the flake has none under its
  -- own; else by the revision.
  , cte_running as materialized (
    select s.hostname
         , s.flake_id
         , s.store_path
         , known.basis
         , known.place
         , known.newer_at
         , case when known.place is null then known.withdrawn_place end as withdrawn_place
         , coalesce(case known.basis when 'revision' then known.place = pin.place else known.is_of_pin end, false) as is_of_pin
         , x.hostname is not null
             and has_own.evaluations
             and coalesce(x.own_place, x.own_withdrawn_place) is null
             and coalesce(x.any_place, x.any_withdrawn_place) is not null as is_of_other_system
         , coalesce(x.is_elsewhere, v.is_elsewhere)
             and coalesce(x.any_place, x.any_withdrawn_place, v.place, v.withdrawn_place) is null as is_of_other_flake
         , coalesce(v.is_whole, false) as is_whole
         , not has_own.evaluations and coalesce(x.any_place, x.any_withdrawn_place) is not null as is_by_other_name
      from cte_system as s
      left join cte_closure as x
        on x.hostname = s.hostname
      left join cte_revision as v
        on v.hostname = s.hostname
      left join cte_evaluation as e
        on e.evaluation_name = s.evaluation_name
       and e.flake_id = s.flake_id
      left join cte_pin as pin
        on pin.hostname = s.hostname
     cross join lateral (select e.flake_id is not null as evaluations) as has_own
     cross join lateral (
             select case when x.hostname is null then 'revision' else 'store-path' end as basis
                  , case when x.hostname is null then v.place when has_own.evaluations then x.own_place else x.any_place end as place
                  , case when x.hostname is null then v.newer_at when has_own.evaluations then x.own_newer_at else x.any_newer_at end as newer_at
                  , case when x.hostname is null then v.withdrawn_place when has_own.evaluations then x.own_withdrawn_place else x.any_withdrawn_place end as withdrawn_place
                  , case when has_own.evaluations then x.own_is_of_pin else x.any_is_of_pin end as is_of_pin
           ) as known
     where x.hostname is not null
        or v.hostname is not null
  )

  -- The name under which the flake builds what runs, where it builds nothing under the system's own.
  , cte_matched_name as materialized (
    select r.hostname
         , min(e.derivation_name collate "C") as name
      from cte_running as r
     cross join lateral inventory.evaluations_of_closure(r.store_path) as e
     where r.is_by_other_name
       and e.commit_id = inventory.commit_of(coalesce(r.place, r.withdrawn_place))
     group by r.hostname
  )

  -- Where a withdrawn commit left the branch: at the last commit that it shares with it, else by its time.
  , cte_fork as materialized (
    select w.withdrawn_place
         , min(c.place) as place
         , max(c.newer_at) as newer_at
      from (
             select distinct r.withdrawn_place
                  , r.flake_id
               from cte_running as r
              where r.withdrawn_place is not null
           ) as w
      join cte_commit as own
        on own.id = inventory.commit_of(w.withdrawn_place)
     cross join lateral (select inventory.last_shared_commit(own.id, as_of) as id offset 0) as shared
      join cte_commit as c
        on c.flake_id = w.flake_id
       and c.place is not null
       and case when shared.id is null then c.counts_from <= own.counts_from else c.id = shared.id end
     group by w.withdrawn_place
  )

  -- a fork before all commits is behind them all
  , cte_oldest as materialized (
    select c.flake_id
         , max(inventory.position_of(c.place)) as position
         , min(c.counts_from) as counts_from
      from cte_commit as c
     where c.place is not null
       and exists (select from cte_running as r where r.withdrawn_place is not null)
     group by c.flake_id
  )

  , cte_newest as materialized (
    select c.flake_id
         , c.counts_from
         , newest.id
         , newest.git_commit_hash
         , newest.commit_timestamp
         , newest.evaluation_status
         , newest.evaluation_error_message
      from cte_commit as c
     cross join lateral (
             select x.id
                  , x.git_commit_hash
                  , x.commit_timestamp
                  , x.evaluation_status
                  , x.evaluation_error_message
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
         , s.owner
         , s.alias
         , s.pinned_commit
         , s.is_held
         , inventory.position_of(pin.place) as pin_position
         , s.has_state
         , s.store_path
         , s.configuration_revision
         , s.deployed_at
         , s.heartbeat_at
         , r.withdrawn_place is not null as is_withdrawn
         , coalesce(r.is_of_other_system, false) as is_of_other_system
         , coalesce(r.is_of_other_flake, false) as is_of_other_flake
         , coalesce(s.revision like '%-dirty', false) as is_dirty
         , coalesce(s.revision ~ '^([0-9a-f]{40}|[0-9a-f]{64})$' and not coalesce(r.is_whole, false) and newest.flake_id is not null, false) as is_unrecognised_revision
         , matching = 'evidence' and s.store_path is not null and coalesce(case when pin.place is null then e.records_store_path else (stand_in.evaluated & 1) = 1 end, false) as records_store_path
         , case when coalesce(r.place, r.withdrawn_place) is not null then r.basis else 'name' end as basis
         , m.name as matched_name
         , r.place as running_place
         , coalesce(r.place, r.withdrawn_place) as running_commit_place
         , case
             when r.place is not null then r.is_of_pin
             else coalesce(stand_in.evaluated >> 1 = pin.place, false)
           end as is_on_pin
         , e.evaluated_place
         , newest.id as newest_id
         , newest.git_commit_hash as newest_commit
         , newest.commit_timestamp as newest_at
         , newest.counts_from as newest_counts_from
         , newest.evaluation_status
         , newest.evaluation_error_message
         , e.newest_outcome
         , coalesce(m.name, s.evaluation_name) as asked_name
         , case
             when r.place is not null then inventory.position_of(r.place)
             when r.withdrawn_place is not null then coalesce(inventory.position_of(fork.place), oldest.position + 1)
             when pin.place is not null then inventory.position_of(stand_in.evaluated >> 1)
             else inventory.position_of(e.evaluated_place)
           end as compared_position
         -- the effective time of the commit after the compared one
         , case
             when r.place is not null then r.newer_at
             when r.withdrawn_place is not null then coalesce(fork.newer_at, oldest.counts_from)
             when pin.place is not null then stand_in.newer_at
             else e.evaluated_newer_at
           end as first_newer_at
      from cte_system as s
      left join cte_running as r
        on r.hostname = s.hostname
      left join cte_evaluation as e
        on e.evaluation_name = s.evaluation_name
       and e.flake_id = s.flake_id
      left join cte_pin as pin
        on pin.hostname = s.hostname
      left join cte_stand_in as stand_in
        on stand_in.hostname = s.hostname
      left join cte_matched_name as m
        on m.hostname = s.hostname
      left join cte_fork as fork
        on fork.withdrawn_place = r.withdrawn_place
      left join cte_newest as newest
        on newest.flake_id = s.flake_id
      left join cte_oldest as oldest
        on oldest.flake_id = s.flake_id
  )

  -- How the newest commit's evaluation went: where the system has none of its own, the commit speaks for it.
  , cte_asked as (
    select f.*
         , case
             when own.outcome = 'unrecorded' and f.evaluation_status is distinct from 'complete' then 'pending'
             when own.outcome is not null then own.outcome
             when f.evaluation_status = 'failed' then 'failed'
             when f.evaluation_status <> 'complete' then 'pending'
           end as outcome
         , own.outcome is not null as has_row
      from cte_fact as f
     cross join lateral (
             select case
                      when f.matched_name is null then f.newest_outcome
                      else (
                             select min(case when o.outcome = 'pending' and not x.has_path then 'unrecorded' else o.outcome end)
                               from inventory.evaluations_of_commit(f.newest_id, f.matched_name) as x
                               left join inventory.status_outcomes() as o
                                 on o.id = x.status_id
                              where coalesce(x.recorded_at, '-infinity') <= as_of
                           )
                    end as outcome
           ) as own
  )

  select f.hostname
       , f.flake
       , f.environment
       , f.owner
       , f.alias
       , f.pinned_commit
       , f.is_held
       , f.pin_position
       , f.is_on_pin
       , f.has_state
       , f.store_path
       , f.configuration_revision
       , f.deployed_at
       , f.heartbeat_at
       , f.is_withdrawn
       , f.is_of_other_system
       , f.is_of_other_flake
       , f.is_dirty
       , f.is_unrecognised_revision
       , f.records_store_path
       , f.basis
       , f.matched_name
       , inventory.position_of(f.running_place)
       , running.git_commit_hash
       , running.commit_timestamp
       , inventory.position_of(f.evaluated_place)
       , evaluated.git_commit_hash
       , evaluated.commit_timestamp
       , f.newest_commit
       , f.newest_at
       , f.outcome
       , case
           when f.outcome in ('failed', 'build-failed') then
             coalesce(
               (
                 select x.error_message
                   from inventory.evaluations_of_commit(f.newest_id, f.asked_name) as x
                   join inventory.status_outcomes() as o
                     on o.id = x.status_id
                    and o.outcome = f.outcome
                  where coalesce(x.recorded_at, '-infinity') <= as_of
                    and x.error_message is not null
                  order by coalesce(x.recorded_at, f.newest_counts_from) desc, x.error_message collate "C"
                  limit 1
               )
             , case when not f.has_row then f.evaluation_error_message end
             )
         end
       , f.compared_position
       , nullif(f.first_newer_at, 'infinity')
    from cte_asked as f
    left join lateral (
           select c.git_commit_hash
                , c.commit_timestamp
             from inventory.commits as c
            where c.id = inventory.commit_of(f.running_commit_place)
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

comment on function inventory.system_facts(timestamptz, text, text, text, bigint) is
  'The facts behind the verdict as of an instant for every active system, from a host (inclusive) to a host (exclusive). With a snapshot from the facts of its night, else from the inventory.';
