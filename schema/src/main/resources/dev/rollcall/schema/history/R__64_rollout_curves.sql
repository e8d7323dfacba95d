-- The share of its flake's systems that had reached a commit or a later one, for each snapshot while it was on the branch. Read from
-- rollouts, which outlive their snapshots.
create or replace function history.rollout_curves(commits integer[], until timestamptz)
returns table (
    commit_id integer
  , as_of timestamptz
  , reached integer
  , systems integer
)
language sql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  with cte_commit as (
    select c.id
         , c.flake
         , c.counts_from
         , c.counts_until
         , c.depth
         , c.sequence
      from history.rollout_commits as c
     where c.id = any (commits)
  )

  , cte_oldest as (
    select distinct on (c.flake)
           c.flake
         , c.counts_from
         , c.depth
         , c.sequence
      from cte_commit as c
     order by c.flake
            , c.counts_from
            , c.depth
            , c.sequence
  )

  , cte_night as (
    select r.flake
         , r.as_of
         , r.systems
         , r.commit_ids
         , r.running
      from cte_oldest as f
      join history.rollouts as r
        on r.flake = f.flake
       and r.as_of >= f.counts_from
       and r.as_of <= until
  )

  -- one sorted pass over each night: a commit and what runs beside it, newest first
  , cte_line as (
    select null::integer as id
         , n.flake
         , n.as_of
         , n.systems
         , at.counts_from
         , at.depth
         , at.sequence
         , x.running
      from cte_night as n
     cross join lateral unnest(n.commit_ids, n.running) as x (commit_id, running)
      join history.rollout_commits as at
        on at.id = x.commit_id
      join cte_oldest as f
        on f.flake = n.flake
       and (at.counts_from, at.depth, at.sequence) >= (f.counts_from, f.depth, f.sequence)

     union all

    select c.id
         , n.flake
         , n.as_of
         , n.systems
         , c.counts_from
         , c.depth
         , c.sequence
         , 0
      from cte_commit as c
      join cte_night as n
        on n.flake = c.flake
       and n.as_of >= c.counts_from
       and n.as_of < c.counts_until
  )

  , cte_reached as (
    select l.id
         , l.as_of
         , sum(l.running) over (
             partition by l.flake, l.as_of
             order by l.counts_from desc
                    , l.depth desc
                    , l.sequence desc
           ) as running
         , l.systems
      from cte_line as l
  )

  select r.id
       , r.as_of
       , r.running::integer
       , r.systems
    from cte_reached as r
   where r.id is not null
$$;

comment on function history.rollout_curves(integer[], timestamptz) is
  'Per commit (ids of rollout_commits) and snapshot time up to an instant, the number of systems that had reached it and the total.';
