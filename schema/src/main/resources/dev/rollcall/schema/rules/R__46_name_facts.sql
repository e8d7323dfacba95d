-- Summarizes the evaluations under each name at a point in time, newest commits first. The newest commits of a flake nearly
-- always decide, however long its history. Only names that they leave open are looked up further, by one index probe each
-- or, if there are many, in one pass over all evaluations. For places see branch_commits.
--
-- A name has a row if it has any evaluation, including failed and withdrawn ones.
--
-- Evaluations are grouped by name before joining systems: both have to hash every name, and there are few groups.
create or replace function inventory.name_facts(as_of timestamptz, matching text, host_from text, host_to text, snapshot bigint)
returns table (
    flake_id integer
  , evaluation_name text
  , evaluated_place bigint
  , evaluated_newer_at timestamptz
  , records_store_path boolean
  , newest_outcome inventory.evaluation_outcome
  , newest_at timestamptz
)
language sql
stable
parallel safe
-- avoids a nested loop over all evaluations without statistics
set enable_nestloop = off
-- hashing names is faster than sorting them, which spills
set enable_sort = off
set search_path = pg_catalog, pg_temp
as $$
  with cte_commit as (
    select b.id
         , b.flake_id
         , b.counts_from
         , b.place
         , b.newer_at
      from inventory.known_commits(as_of, matching, snapshot) as b
  )

  , cte_wanted as (
    select distinct
           s.flake_id
         , s.evaluation_name as name
      from inventory.registered_systems(matching, host_from, host_to) as s
     where s.flake_id is not null
  )

  -- If commits change only some systems, 24 commits decide 94 % of the names (measured; with 12 the total cost is the same).
  , cte_recent_commit as (
    select c.id
         , c.flake_id
         , c.counts_from
         , c.place
         , c.newer_at
      from cte_commit as c
     where inventory.position_of(c.place) < 24
  )

  -- Reading an evaluation of the newest commits costs a fifth of a probe by name (measured: 4 us and 19 us). So names are
  -- probed if the newest commits have far more evaluations than there are names: for a small range, or if a flake evaluates
  -- much besides systems. The count stops at that limit.
  , cte_strategy as (
    select coalesce(host_from, host_to) is null
           or not inventory.is_assessed_by_range()
           or (select count(*)
                 from (
                        select
                          from cte_recent_commit as c
                         cross join lateral inventory.evaluations_at_commit(c.id) as e
                         limit (select 5 * count(*) + 1 from cte_wanted)
                      ) as counted
              ) <= (select 5 * count(*) from cte_wanted) as reads_recent
  )

  , cte_recent as (
    select c.flake_id
         , e.derivation_name as name
         -- the last bit is 1 if every recipe of the commit has a store path
         , min((c.place << 1) | (e.store_path is not null)::integer) filter (where o.is_success) as evaluated
         , max(c.newer_at) filter (where o.is_success) as evaluated_newer_at
         , min(case when o.outcome = 'pending' and not e.has_path then 'unrecorded' else o.outcome end)
             filter (where inventory.position_of(c.place) = 0) as newest_outcome
         , max(coalesce(e.recorded_at, c.counts_from)) as newest_at
      -- distinct makes the planner hash the commits rather than the evaluations
      from (select distinct on (x.id) x.* from cte_recent_commit as x) as c
     cross join lateral inventory.evaluations_at_commit(c.id) as e
      left join inventory.status_outcomes() as o
        on o.id = e.status_id
     where (select y.reads_recent from cte_strategy as y)
       and coalesce(e.recorded_at, c.counts_from) <= as_of
       -- an alias can be outside the range of its host
       and (   (    (host_from is null or e.derivation_name collate "C" >= host_from)
                and (host_to is null or e.derivation_name collate "C" < host_to))
            or e.derivation_name in (select a.evaluation_name from inventory.system_aliases as a))
     group by c.flake_id
            , e.derivation_name
  )

  -- the other names are decided
  , cte_open as (
    select w.flake_id
         , w.name
      from cte_wanted as w
      left join cte_recent as r
        on r.flake_id = w.flake_id
       and r.name = w.name
       and r.evaluated is not null
     where r.name is null
  )

  -- a pass costs as much as probes for a quarter of all names
  , cte_open_strategy as (
    select (select count(*) from cte_open) * 4 > (select count(*) from inventory.systems) as is_pass
  )

  , cte_answer as (
    select r.flake_id
         , r.name
         , r.evaluated
         , r.evaluated_newer_at
         , r.newest_outcome
         , r.newest_at
      from cte_recent as r
     where r.evaluated is not null
        or not exists (select from cte_wanted as w where w.flake_id = r.flake_id and w.name = r.name)
     union all
    select c.flake_id
         , d.name
         , min((c.place << 1) | (d.store_path is not null)::integer) filter (where t.is_success)
         , max(c.newer_at) filter (where t.is_success)
         , min(case when t.outcome = 'pending' and not d.has_path then 'unrecorded' else t.outcome end)
             filter (where inventory.position_of(c.place) = 0)
         , max(coalesce(d.recorded_at, c.counts_from))
      from (
             select x.derivation_name as name
                  , x.commit_id
                  , x.status_id
                  , x.store_path
                  , coalesce(x.store_path, x.derivation_path) is not null as has_path
                  , coalesce(x.completed_at, x.scheduled_at) as recorded_at
               from inventory.derivations as x
              where (select y.is_pass from cte_open_strategy as y)
                and x.derivation_type = 'nixos'
              union all
             select n.name
                  , e.commit_id
                  , e.status_id
                  , e.store_path
                  , e.has_path
                  , e.recorded_at
               from (select distinct y.name from cte_open as y where not (select z.is_pass from cte_open_strategy as z)) as n
              cross join lateral inventory.evaluations_of_name(n.name) as e
           ) as d
      join (select distinct on (x.id) x.* from cte_commit as x) as c
        on c.id = d.commit_id
      left join inventory.status_outcomes() as t
        on t.id = d.status_id
     where coalesce(d.recorded_at, c.counts_from) <= as_of
       and exists (select from cte_open as o where o.flake_id = c.flake_id and o.name = d.name)
     group by c.flake_id
            , d.name
  )

  select a.flake_id
       , a.name
       , a.evaluated >> 1
       , a.evaluated_newer_at
       , (a.evaluated & 1) = 1
       , a.newest_outcome
       , a.newest_at
    from cte_answer as a
$$;

comment on function inventory.name_facts(timestamptz, text, text, text, bigint) is
  'Per flake and name, the newest commit with a successful evaluation at a point in time, whether that evaluation has a store path, and the outcome of the newest commit''s evaluation (null if there is none). Covers the names of systems in a range of hosts; for all hosts also every name that the newest commits evaluate.';
