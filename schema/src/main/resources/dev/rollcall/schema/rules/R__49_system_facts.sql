-- The facts that the status rules use: one row per registered, active system at a point in time. docs/rules.md explains the
-- terms; for places see branch_commits, for the running commit running_facts.
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
  , reboot_needed boolean
  , reboot_needed_since timestamptz
  , booted_at timestamptz
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
-- for hash joins see running_facts
set enable_nestloop = off
set enable_mergejoin = off
set join_collapse_limit = 1
set search_path = pg_catalog, pg_temp
as $$
  with cte_commit as (
    select c.id
         , c.flake_id
         , c.git_commit_hash
         , c.commit_timestamp
         , c.counts_from
         , c.place
         , c.newer_at
         , c.since
      from inventory.known_commits(as_of, matching, snapshot) as c
  )

  , cte_system as (
    select s.flake_id
         , s.flake
         , s.environment
         , s.owner
         , s.alias
         , s.evaluation_name
         , s.pinned_commit
         , s.is_held
         , r.*
      from inventory.known_systems(matching, host_from, host_to, snapshot) as s
      join inventory.running_facts(as_of, matching, host_from, host_to, snapshot) as r
        on r.hostname = s.hostname
  )

  -- The commit to use for a pinned system if what it runs is unknown: commits after the pin don't count.
  , cte_stand_in as (
    select s.hostname
         -- the last bit is 1 if every recipe of the commit has a store path
         , min((c.place << 1) | (e.store_path is not null)::integer) as evaluated
         , max(c.newer_at) as newer_at
      from (select distinct x.evaluation_name as name from cte_system as x where x.pin_place is not null) as pinned
     cross join lateral inventory.evaluations_of_name(pinned.name) as e
      join inventory.status_outcomes() as o
        on o.id = e.status_id
       and o.is_success
      join cte_system as s
        on s.evaluation_name = pinned.name
      join (select distinct on (x.id) x.* from cte_commit as x) as c
        on c.id = e.commit_id
       and c.flake_id = s.flake_id
       and c.place >= s.pin_place
     where s.pin_place is not null
       and coalesce(e.recorded_at, c.counts_from) <= as_of
     group by s.hostname
  )

  -- Where a withdrawn commit left the branch: at the last shared commit, else by its time.
  , cte_fork as (
    select w.withdrawn_place
         , min(c.place) as place
         , max(c.newer_at) as newer_at
      from (
             select s.withdrawn_place
                  , s.flake_id
                  , inventory.last_shared_commit(inventory.commit_of(s.withdrawn_place), as_of) as shared_id
               from cte_system as s
              where s.withdrawn_place is not null
              group by s.withdrawn_place
                     , s.flake_id
           ) as w
      join cte_commit as own
        on own.id = inventory.commit_of(w.withdrawn_place)
      join cte_commit as c
        on c.flake_id = w.flake_id
       and c.place is not null
       and case when w.shared_id is null then c.counts_from <= own.counts_from else c.id = w.shared_id end
     group by w.withdrawn_place
  )

  , cte_branch as (
    select b.flake_id
         , b.commits
         , b.begins_at
         , b.newest_counts_from
         , n.id
         , n.git_commit_hash
         , n.commit_timestamp
         , n.evaluation_status
         , n.evaluation_error_message
      from (
             select c.flake_id
                  , min(c.place) as place
                  , count(*)::integer as commits
                  , min(c.since) as begins_at
                  , max(c.counts_from) as newest_counts_from
               from cte_commit as c
              where c.place is not null
              group by c.flake_id
           ) as b
      join inventory.commits as n
        on n.id = inventory.commit_of(b.place)
  )

  -- Where the facts of names don't include the newest commit's evaluation: under a name known only from what runs, or a failed
  -- one.
  , cte_asked as (
    select s.hostname
         , s.flake_id
         , s.matched_name
         , s.evaluation_name
      from cte_system as s
     where s.matched_name is not null
        or s.newest_outcome in ('failed', 'build-failed')
  )

  , cte_newest as (
    select s.hostname
         , min(case when o.outcome = 'pending' and not e.has_path then 'unrecorded' else o.outcome end) as outcome
         , (array_agg(e.error_message order by o.outcome, e.error_message is null, coalesce(e.recorded_at, b.newest_counts_from) desc, e.error_message collate "C"))[1] as error_message
      -- distinct makes the planner hash the names rather than the evaluations; a column for the name in cte_asked would not
      from (select distinct coalesce(a.matched_name, a.evaluation_name) as name from cte_asked as a) as asked
      join cte_asked as s
        on coalesce(s.matched_name, s.evaluation_name) = asked.name
      join cte_branch as b
        on b.flake_id = s.flake_id
     cross join lateral inventory.evaluations_of_commit(b.id, asked.name) as e
      left join inventory.status_outcomes() as o
        on o.id = e.status_id
     where coalesce(e.recorded_at, '-infinity') <= as_of
     group by s.hostname
  )

  select s.hostname
       , s.flake
       , s.environment
       , s.owner
       , s.alias
       , s.pinned_commit
       , s.is_held
       , inventory.position_of(s.pin_place)
       , case when s.place is not null then s.is_of_pin else coalesce(stand_in.evaluated >> 1 = s.pin_place, false) end
       , s.deployed_at is not null
       , s.store_path
       , s.configuration_revision
       , s.deployed_at
       , s.heartbeat_at
       , s.reboot_needed
       , s.reboot_needed_since
       , s.booted_at
       , s.withdrawn_place is not null
       , s.is_of_other_system
       , s.is_of_other_flake
       , matching = 'evidence' and coalesce(lower(s.configuration_revision collate "C") like '%dirty%', false)
       , matching = 'evidence' and coalesce(lower(s.configuration_revision collate "C") ~ '^([0-9a-f]{40}|[0-9a-f]{64})$', false)
           and not s.is_whole_hash and b.flake_id is not null
       , matching = 'evidence' and s.store_path is not null
           and coalesce(case when s.pin_place is null then s.records_store_path else (stand_in.evaluated & 1) = 1 end, false)
       , case when running.id is not null then s.basis else 'name' end
       , s.matched_name
       , inventory.position_of(s.place)
       , running.git_commit_hash
       , running.commit_timestamp
       , inventory.position_of(s.evaluated_place)
       , evaluated.git_commit_hash
       , evaluated.commit_timestamp
       , b.git_commit_hash
       , b.commit_timestamp
       , asked.outcome
       , case when asked.outcome in ('failed', 'build-failed') then coalesce(n.error_message, case when not asked.has_row then b.evaluation_error_message end) end
       , compared.position
       , nullif(compared.newer_at, 'infinity')
    from cte_system as s
    left join cte_stand_in as stand_in
      on stand_in.hostname = s.hostname
    left join cte_fork as fork
      on fork.withdrawn_place = s.withdrawn_place
    left join cte_branch as b
      on b.flake_id = s.flake_id
    left join cte_newest as n
      on n.hostname = s.hostname
    left join cte_commit as running
      on running.id = inventory.commit_of(coalesce(s.place, s.withdrawn_place))
    left join cte_commit as evaluated
      on evaluated.id = inventory.commit_of(s.evaluated_place)
   cross join lateral (select case when s.matched_name is null then s.newest_outcome else n.outcome end as outcome) as own
   -- the outcome of the newest commit's evaluation; without one for this system, that of the commit
   cross join lateral (
           select case
                    when own.outcome = 'unrecorded' and b.evaluation_status is distinct from 'complete' then 'pending'
                    when own.outcome is not null then own.outcome
                    when b.evaluation_status = 'failed' then 'failed'
                    when b.evaluation_status not in ('complete', 'cancelled') then 'pending'
                  end as outcome
                , own.outcome is not null as has_row
         ) as asked
   -- the running (or evaluated) commit, and the effective time of the next one; a fork before all commits is behind all of
   -- them
   cross join lateral (
           select case
                    when s.place is not null then inventory.position_of(s.place)
                    when s.withdrawn_place is not null then coalesce(inventory.position_of(fork.place), b.commits)
                    when s.pin_place is not null then inventory.position_of(stand_in.evaluated >> 1)
                    else inventory.position_of(s.evaluated_place)
                  end as position
                , case
                    when s.place is not null then s.newer_at
                    when s.withdrawn_place is not null then coalesce(fork.newer_at, b.begins_at)
                    when s.pin_place is not null then stand_in.newer_at
                    else s.evaluated_newer_at
                  end as newer_at
         ) as compared
$$;

comment on function inventory.system_facts(timestamptz, text, text, text, bigint) is
  'The facts behind the verdict on every active system at a point in time, from a host (inclusive) to a host (exclusive). Reads the facts of a snapshot or, without one, of the inventory.';
