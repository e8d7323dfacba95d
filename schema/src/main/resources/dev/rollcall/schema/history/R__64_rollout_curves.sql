-- The share of its flake's systems that had come to a commit or a later one, night by night as long as it was on the branch: what
-- the rows of each night say, whether or not the night is still there.
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

  , cte_night as (
    select r.flake
         , r.as_of
         , r.systems
         , r.commit_ids
         , r.running
      from (select c.flake, min(c.counts_from) as counts_from from cte_commit as c group by c.flake) as f
      join history.rollouts as r
        on r.flake = f.flake
       and r.as_of >= f.counts_from
       and r.as_of <= until
  )

  , cte_at as (
    select n.flake
         , n.as_of
         , x.running
         , c.counts_from
         , c.depth
         , c.sequence
      from cte_night as n
     cross join lateral unnest(n.commit_ids, n.running) as x (commit_id, running)
      join history.rollout_commits as c
        on c.id = x.commit_id
  )

  select c.id
       , n.as_of
       , coalesce(sum(a.running), 0)::integer
       , n.systems
    from cte_commit as c
    join cte_night as n
      on n.flake = c.flake
     and n.as_of >= c.counts_from
     and n.as_of < c.counts_until
    left join cte_at as a
      on a.flake = n.flake
     and a.as_of = n.as_of
     and (a.counts_from, a.depth, a.sequence) >= (c.counts_from, c.depth, c.sequence)
   group by c.id
          , n.as_of
          , n.systems
$$;

comment on function history.rollout_curves(integer[], timestamptz) is
  'How many systems of their flake had come to some commits (ids of rollout_commits) on each night up to an instant, of how many.';
