-- The recipes of a commit, which a night compares with those of the previous commit. Crystal Forge has no index on the
-- commit, so the planner may inline this into one join of all commits with all evaluations.
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
  'The recipes of a commit; recorded_at is null if only the time of the commit is known.';
