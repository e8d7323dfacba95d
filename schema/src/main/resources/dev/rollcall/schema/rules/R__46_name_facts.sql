-- What the evaluations under each name come to as of an instant, newest commits first: those of the newest commits of each
-- flake nearly always say what there is to know, however long its history. Only the names that they leave open are looked
-- for further: by a probe each, or, where those are many, in one pass over all evaluations. What a place is, branch_commits
-- says.
--
-- A name has a row where anything evaluates it, failed or withdrawn evaluations included.
--
-- Grouped by name before any system is looked for: grouping and joining each have to hash every name, and the groups are
-- few.
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
-- without statistics a nested loop over all evaluations
set enable_nestloop = off
-- names are quicker to hash than to sort, which spills
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

  -- Of a fleet whose commits change some of its systems, 24 say all about 94 names in 100 (measured: 12 say as much and
  -- leave no less to do).
  , cte_recent_commit as (
    select c.id
         , c.flake_id
         , c.counts_from
         , c.place
         , c.newer_at
      from cte_commit as c
     where inventory.position_of(c.place) < 24
  )

  -- To read an evaluation of the newest commits costs a fifth of probing for those of a name (measured: 4 us and 19 us). So
  -- each name is probed for where the newest commits evaluate far more than them: for a small range, and where a flake
  -- evaluates much that is no system. Counted no further than that.
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
         -- the last bit is 1 where every recipe of that commit records a store path
         , min((c.place << 1) | (e.store_path is not null)::integer) filter (where o.is_success) as evaluated
         , max(c.newer_at) filter (where o.is_success) as evaluated_newer_at
         , min(case when o.outcome = 'pending' and not e.has_path then 'unrecorded' else o.outcome end)
             filter (where inventory.position_of(c.place) = 0) as newest_outcome
         , max(coalesce(e.recorded_at, c.counts_from)) as newest_at
      -- that each commit is there once tells the planner to hash the commits, and not the evaluations
      from (select distinct on (x.id) x.* from cte_recent_commit as x) as c
     cross join lateral inventory.evaluations_at_commit(c.id) as e
      left join inventory.status_outcomes() as o
        on o.id = e.status_id
     where (select y.reads_recent from cte_strategy as y)
       and coalesce(e.recorded_at, c.counts_from) <= as_of
       -- an alias leads out of the range of its host
       and (   (    (host_from is null or e.derivation_name collate "C" >= host_from)
                and (host_to is null or e.derivation_name collate "C" < host_to))
            or e.derivation_name in (select a.evaluation_name from inventory.system_aliases as a))
     group by c.flake_id
            , e.derivation_name
  )

  -- older evaluations say nothing more about the others
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
  'Per flake and name the newest commit that evaluates successfully as of an instant, whether its evaluation records a store path, and how the newest commit''s evaluation went (null where there is none). Of the names that systems of a range of hosts are evaluated under, and, for all hosts, of all that the newest commits evaluate.';
