-- The recipes of a commit under a name, asked for each system that moved: one index probe. The offset keeps the
-- planner from making a join of it that reads every evaluation.
create or replace function inventory.recipes_of_evaluation(commit integer, name text)
returns table (
    derivation_path text
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.derivation_path
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.commit_id = commit
     and d.derivation_name = name
     and d.derivation_type = 'nixos'
     and d.derivation_path is not null
  offset 0
$$;

comment on function inventory.recipes_of_evaluation(integer, text) is
  'The recipes that a commit evaluates to under a name; recorded_at is null if only the time of the commit is known.';
