-- The last commit that a withdrawn one shares with the branch at a point in time: follows its first parents to the branch,
-- by one index probe each. Called only for commits that systems run.
create or replace function inventory.last_shared_commit(withdrawn integer, as_of timestamptz)
returns integer
language sql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  with recursive cte_ancestor as (
    select c.id
         , c.flake_id
         , c.first_parent
         , false as is_on_branch
      from inventory.commits as c
     where c.id = withdrawn
     union all
    select c.id
         , c.flake_id
         , c.first_parent
         , exists (
             select
               from inventory.commit_periods as p
              where p.commit_id = c.id
                and p.counts_from <= as_of
                and p.counts_until > as_of
           )
      from cte_ancestor as a
     cross join lateral (
             select x.id
                  , x.flake_id
                  , x.first_parent
               from inventory.commits as x
              where x.flake_id = a.flake_id
                and x.git_commit_hash = a.first_parent
             offset 0
           ) as c
     where not a.is_on_branch
  )

  select a.id
    from cte_ancestor as a
   where a.is_on_branch
$$;

comment on function inventory.last_shared_commit(integer, timestamptz) is
  'The last commit that a withdrawn commit shares with the branch at a point in time; null if unknown.';
