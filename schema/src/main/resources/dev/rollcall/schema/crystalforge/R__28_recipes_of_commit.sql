-- The recipes of a commit, for a night to compare with those of the commit before it. Crystal Forge has no index on the commit:
-- the planner is free to join all commits with all evaluations at once.
create or replace function inventory.recipes_of_commit(commit integer)
returns table (
    derivation_name text
  , derivation_path text
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.derivation_name
       , d.derivation_path
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.commit_id = commit
     and d.derivation_type = 'nixos'
     and d.derivation_path is not null
$$;

comment on function inventory.recipes_of_commit(integer) is
  'The recipes that a commit evaluates to; recorded_at is null where only the commit''s time says it.';
