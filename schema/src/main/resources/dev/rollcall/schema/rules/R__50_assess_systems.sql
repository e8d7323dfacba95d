-- The status rules, whole: the verdict on every registered, active system as of an instant, from its facts.
-- Everything that shows a status reads it from here.
create or replace function inventory.assess_systems(
    as_of timestamptz
  , matching text default 'evidence'
  , silent_after interval default interval '4 hours'
  , host_from text default null
  , host_to text default null
  , hosts text[] default null
)
returns table (
    hostname text
  , flake text
  , environment text
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
  , heartbeat_at timestamptz
)
language sql
stable
parallel safe
as $$
  -- The rules of the design, in their order: the first that holds gives the reason.
  with cte_verdict as (
    select f.*
         , case
             when not f.has_state then 'never-deployed'
             when f.is_of_other_flake then 'other-flake'
             when f.is_unrecognised then 'unrecognised-closure'
             when coalesce(f.running_position, f.evaluated_position) is null then
               case
                 when f.flake is null then 'no-flake'
                 when f.newest_commit is null then 'no-commits'
                 else 'no-successful-evaluation'
               end
             when f.pinned_commit is not null then
               case when f.is_on_pin then 'runs-pin' else 'awaiting-pin' end
             when f.running_position = 0 then 'runs-newest'
             when f.running_position is null and f.evaluated_position = 0 then 'evaluated-newest'
             when f.running_position > f.evaluated_position then 'awaiting-deployment'
             when f.newest_outcome is null then 'not-evaluated'
             when f.newest_outcome = 'pending' then 'evaluation-pending'
             when f.newest_outcome = 'failed' then 'evaluation-failed'
             else 'awaiting-deployment'
           end as reason
      from inventory.system_facts(as_of, matching, host_from, host_to, hosts) as f
  )

  , cte_measured as (
    select v.*
         , r.status
         , r.status in ('Up to Date', 'Outdated') as is_measured
         , case v.reason
             when 'runs-pin' then 0
             -- a system that runs something newer than its pin is not behind it
             when 'awaiting-pin' then
               case when v.compared_position > v.pin_position then v.compared_position - v.pin_position
                    when v.compared_position <= v.pin_position then 0
               end
             else v.compared_position
           end as commits_behind
      from cte_verdict as v
      join inventory.reasons as r
        on r.reason = v.reason
  )

  select m.hostname
       , m.flake
       , m.environment
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
       , m.heartbeat_at
    from cte_measured as m
$$;

comment on function inventory.assess_systems(timestamptz, text, interval, text, text, text[]) is
  'The facts and the verdict as of an instant for every active system, from a host (inclusive) to a host (exclusive), or for the given hosts among them. matching: evidence, or name for the original rule.';
