-- What the evaluations of each system come to as of an instant, newest commits first: those of the newest commits of each
-- flake tell nearly always what there is to know, however long its history. Only the names that they leave open are looked
-- for further: by a probe each, or, where those are many, in one pass over all evaluations. What a place is, commit_places
-- says.
--
-- Grouped by name before any system is looked for: grouping and joining each have to hash every name, and the groups
-- are few.
create or replace function inventory.evaluations_by_name(as_of timestamptz, host_from text, host_to text, hosts text[])
returns table (
    flake_id integer
  , evaluation_name text
  , evaluated_place bigint
  , evaluated_newer_at timestamptz
  , records_store_paths boolean
  , newest_outcome text
)
language sql
stable
parallel safe
rows 10000
-- Why hash joins: see system_facts. And names are quicker to hash than to sort.
set enable_nestloop = off
set enable_mergejoin = off
set enable_sort = off
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

  , cte_wanted as materialized (
    select distinct
           s.flake_id
         , coalesce(a.evaluation_name, s.hostname) as name
      from inventory.systems as s
      left join inventory.system_aliases as a
        on a.hostname = s.hostname
     where s.is_active
       and s.flake_id is not null
       and (host_from is null or s.hostname collate "C" >= host_from)
       and (host_to is null or s.hostname collate "C" < host_to)
       and (hosts is null or s.hostname in (select unnest(hosts)))
  )

  -- Of a fleet whose commits change some of its systems, 24 tell of 94 names in 100 (measured: 12 tell as much and leave
  -- no less to do).
  , cte_recent_commit as materialized (
    select c.id
         , c.flake_id
         , c.commit_timestamp
         , c.place
         , c.newer_at
      from cte_commit as c
     where inventory.position_of(c.place) < 24
  )

  -- To read an evaluation of the newest commits costs a fifth of probing for those of a name (measured: 4 us and 19 us). So
  -- names are probed for where the commits evaluate far more than them: for a small range, for given hosts, and where a
  -- flake evaluates much that is no system. Counted no further than that.
  , cte_way_of_recent as materialized (
    select hosts is not null
           or (    inventory.is_assessed_by_range()
               and (select count(*)
                      from (
                             select
                               from cte_recent_commit as c
                              cross join lateral inventory.evaluations_at_commit(c.id) as e
                              limit (select 5 * count(*) + 1 from cte_wanted)
                           ) as counted
                   ) > (select 5 * count(*) from cte_wanted)) as is_probe
  )

  , cte_recent_evaluation as (
    select c.id as commit_id
         , e.derivation_name as name
         , e.status_id
         , e.store_path
         , e.recorded_at
      from cte_recent_commit as c
     cross join lateral inventory.evaluations_at_commit(c.id) as e
     where not (select f.is_probe from cte_way_of_recent as f)
       -- an alias leads out of the range of its host
       and (   (    (host_from is null or e.derivation_name collate "C" >= host_from)
                and (host_to is null or e.derivation_name collate "C" < host_to))
            or e.derivation_name in (select a.evaluation_name from inventory.system_aliases as a))
     union all
    -- few systems are looked for each by itself
    select e.commit_id
         , w.name
         , e.status_id
         , e.store_path
         , e.recorded_at
      from cte_wanted as w
      join (
             select c.flake_id
                  , min(c.id) as first_id
               from cte_recent_commit as c
              group by c.flake_id
           ) as recent
        on recent.flake_id = w.flake_id
     cross join lateral inventory.evaluations_of_name_from(w.name, recent.first_id) as e
     where (select f.is_probe from cte_way_of_recent as f)
  )

  , cte_recent as materialized (
    select c.flake_id
         , e.name
         , min(c.place) filter (where t.is_success) as evaluated_place
         , max(c.newer_at) filter (where t.is_success) as evaluated_newer_at
         , coalesce(bool_or(e.store_path is not null) filter (where t.is_success), false) as records_store_paths
         , min(case when t.is_success then 'success' when t.is_terminal then 'failed' else 'pending' end) filter (where inventory.position_of(c.place) = 0) as newest_outcome
      from cte_recent_evaluation as e
      join cte_recent_commit as c
        on c.id = e.commit_id
      left join inventory.derivation_statuses as t
        on t.id = e.status_id
     where coalesce(e.recorded_at, c.commit_timestamp) <= as_of
     group by c.flake_id
            , e.name
  )

  -- older evaluations can tell no more of the others
  , cte_open as materialized (
    select w.flake_id
         , w.name
      from cte_wanted as w
      left join cte_recent as r
        on r.flake_id = w.flake_id
       and r.name = w.name
       and r.evaluated_place is not null
       and r.records_store_paths
     where r.name is null
  )

  -- a pass costs as much as probes for a quarter of all names, and the given hosts are fewer
  , cte_way as materialized (
    select hosts is null and (select count(*) from cte_open) * 4 > (select count(*) from inventory.systems) as is_pass
  )

  select r.flake_id
       , r.name
       , r.evaluated_place
       , r.evaluated_newer_at
       , r.records_store_paths
       , r.newest_outcome
    from cte_recent as r
   where r.evaluated_place is not null
     and r.records_store_paths
   union all
  select o.flake_id
       , o.name
       , min(c.place) filter (where t.is_success)
       , max(c.newer_at) filter (where t.is_success)
       , coalesce(bool_or(d.store_path is not null) filter (where t.is_success), false)
       , min(case when t.is_success then 'success' when t.is_terminal then 'failed' else 'pending' end) filter (where inventory.position_of(c.place) = 0)
    from (
           select x.derivation_name as name
                , x.commit_id
                , x.status_id
                , x.store_path
                , coalesce(x.completed_at, x.scheduled_at) as recorded_at
             from inventory.derivations as x
            where (select w.is_pass from cte_way as w)
              and x.derivation_type = 'nixos'
            union all
           select n.name
                , e.commit_id
                , e.status_id
                , e.store_path
                , e.recorded_at
             from (select distinct y.name from cte_open as y where not (select w.is_pass from cte_way as w)) as n
            cross join lateral inventory.evaluations_of_name(n.name) as e
         ) as d
    join cte_commit as c
      on c.id = d.commit_id
    join cte_open as o
      on o.flake_id = c.flake_id
     and o.name = d.name
    left join inventory.derivation_statuses as t
      on t.id = d.status_id
   where coalesce(d.recorded_at, c.commit_timestamp) <= as_of
   group by o.flake_id
          , o.name
$$;

comment on function inventory.evaluations_by_name(timestamptz, text, text, text[]) is
  'Per flake and evaluation name, of the active systems at least (what else is evaluated may be among them), as of an instant: the place of the newest successful commit and the time of the commit after it (infinity: none), whether successful evaluations record store paths, and the outcome at the newest commit. From a host (inclusive) to a host (exclusive), or of the given hosts among them.';
