-- How long commits took to the systems that they change: by month of arrival, for the fleet and for each flake, environment and
-- owner. A percentile is the least number of hours within which at least that share arrived.
create or replace function history.arrival_times(since timestamptz, until timestamptz)
returns table (
    kind text
  , name text
  , month date
  , pairs bigint
  , median_hours integer
  , p95_hours integer
)
language sql
stable
parallel safe
set search_path = pg_catalog, pg_temp
-- a year of daily deployments to 200 flakes has 300,000 groups
set work_mem = '64MB'
as $$
  with cte_night as (
    select a.flake
         , a.environment
         , a.owner
         , (date_trunc('month', a.as_of, 'UTC') at time zone 'UTC')::date as month
         , a.hours
         , a.pairs
      from history.arrivals as a
     where a.as_of > since
       and a.as_of <= until
    -- else the month would be computed for each element of the arrays
    offset 0
  )

  , cte_taken as (
    select a.flake
         , a.environment
         , a.owner
         , a.month
         , n.hours
         , sum(n.pairs) as pairs
      from cte_night as a
     cross join lateral unnest(a.hours, a.pairs) as n (hours, pairs)
     group by 1, 2, 3, 4, 5
  )

  , cte_group as (
    select case grouping(t.flake, t.environment, t.owner) when 3 then 'flake' when 5 then 'environment' when 6 then 'owner' else 'fleet' end as kind
         , coalesce(t.flake, t.environment, t.owner) as name
         , t.month
         , t.hours
         , sum(t.pairs) as pairs
      from cte_taken as t
     group by grouping sets ((t.month, t.hours), (t.flake, t.month, t.hours), (t.environment, t.month, t.hours), (t.owner, t.month, t.hours))
  )

  , cte_ranked as (
    select g.kind
         , g.name
         , g.month
         , g.hours
         , sum(g.pairs) over (partition by g.kind, g.name, g.month order by g.hours) as so_far
         , sum(g.pairs) over (partition by g.kind, g.name, g.month) as total
      from cte_group as g
  )

  select r.kind
       , r.name
       , r.month
       , r.total::bigint
       , min(r.hours) filter (where 100 * r.so_far >= 50 * r.total)
       , min(r.hours) filter (where 100 * r.so_far >= 95 * r.total)
    from cte_ranked as r
   group by r.kind
          , r.name
          , r.month
          , r.total
$$;

comment on function history.arrival_times(timestamptz, timestamptz) is
  'Hours from commit to system by month: pairs of a commit and a system that it changes, their median and their 95th percentile. kind: fleet, flake, environment or owner; a null name stands for the systems without one.';
