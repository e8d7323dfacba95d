-- The complete status rules: the verdict on every registered, active system at a point in time. Everything that shows a
-- status calls this function.
create or replace function inventory.assess_systems(
    as_of timestamptz
  , matching text default 'evidence'
  , silent_after interval default interval '4 hours'
  , host_from text default null
  , host_to text default null
  , snapshot bigint default null
)
returns table (
    hostname text
  , flake text
  , environment text
  , owner text
  , status text
  , reason text
  , basis text
  , running_commit text
  , evaluated_commit text
  , newest_commit text
  , commits_behind integer
  , behind_since timestamptz
  , deployed_at timestamptz
  , last_seen_at timestamptz
  , silent boolean
  , store_path text
  , pinned_commit text
  , alias text
  , evaluation_error text
  , reboot_needed boolean
  , reboot_needed_since timestamptz
  , booted_at timestamptz
)
language sql
stable
parallel safe
-- for dashboards: where PostgreSQL has LLVM, compiling takes seconds, and for most fleets the query a few hundredths of one
set jit = off
set search_path = pg_catalog, pg_temp
as $$
  -- The rules in order: the first that applies gives the reason.
  with cte_verdict as (
    select f.*
         , case
             when not f.has_state then 'never-deployed'
             when f.flake is null then 'no-flake'
             when f.running_position is not null and f.pinned_commit is not null then
               case when f.is_on_pin then 'runs-pin' else 'awaiting-pin' end
             when f.running_position is not null and f.is_held then 'held'
             when f.running_position = 0 then 'runs-newest'
             when f.running_position is not null then pending.reason
             when f.is_withdrawn then 'withdrawn-commit'
             when f.is_of_other_system then 'other-system'
             when f.is_of_other_flake then 'other-flake'
             when f.is_dirty then 'dirty-revision'
             when f.is_unrecognised_revision then 'unrecognised-revision'
             when f.records_store_path then 'unrecognised-closure'
             when f.newest_commit is null then 'no-commits'
             when f.evaluated_position is null then 'no-successful-evaluation'
             when f.pinned_commit is not null then
               case when f.is_on_pin then 'runs-pin' else 'awaiting-pin' end
             when f.is_held then 'held'
             when f.evaluated_position = 0 then 'evaluated-newest'
             else pending.reason
           end as reason
      from inventory.system_facts(as_of, matching, host_from, host_to, snapshot) as f
     -- why the system is not on the newest commit
     cross join lateral (
             select case
                      when f.running_position > f.evaluated_position then 'awaiting-deployment'
                      when f.newest_outcome is null then 'not-evaluated'
                      when f.newest_outcome = 'pending' then 'evaluation-pending'
                      when f.newest_outcome = 'failed' then 'evaluation-failed'
                      when f.newest_outcome = 'unrecorded' then 'evaluation-unrecorded'
                      when f.newest_outcome = 'build-pending' then 'build-pending'
                      when f.newest_outcome = 'build-failed' then 'build-failed'
                      else 'awaiting-deployment'
                    end as reason
           ) as pending
  )

  , cte_measured as (
    select v.*
         , r.status
         , r.status in ('Up to Date', 'Outdated') as is_measured
         , case
             when v.reason in ('runs-pin', 'held') then 0
             -- a system that runs a commit newer than its pin is not behind
             when v.reason = 'awaiting-pin' and v.compared_position is not null and v.pin_position is not null then
               greatest(v.compared_position - v.pin_position, 0)
             when v.reason = 'awaiting-pin' then null
             else v.compared_position
           end as commits_behind
      from cte_verdict as v
      join inventory.reasons as r
        on r.reason = v.reason
  )

  select m.hostname
       , m.flake
       , m.environment
       , m.owner
       , m.status
       , m.reason
       , case when m.is_measured then m.basis end
       , case when m.is_measured then m.running_commit end
       , m.evaluated_commit
       , m.newest_commit
       , case when m.is_measured then m.commits_behind end
       , case when m.is_measured and m.commits_behind > 0 then m.first_newer_at end
       , m.deployed_at
       , greatest(m.deployed_at, m.heartbeat_at)
       , inventory.is_silent(m.heartbeat_at, as_of, silent_after)
       , m.store_path
       , m.pinned_commit
       , m.alias
       , case when m.status <> 'Up to Date' then m.evaluation_error end
       , m.reboot_needed
       , m.reboot_needed_since
       , m.booted_at
    from cte_measured as m
$$;

comment on function inventory.assess_systems(timestamptz, text, interval, text, text, bigint) is
  'The verdict and its facts for every active system at a point in time, from a host (inclusive) to a host (exclusive). matching: evidence, or name for the original rule. Reads the facts of a snapshot or, without one, of the inventory.';
