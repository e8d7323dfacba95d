-- The recipes of a commit, for a night to compare with those of the commit before it: one index probe. The offset and the order
-- keep the planner from a join that reads every evaluation.
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
   order by d.commit_id, d.derivation_name
  offset 0
$$;

comment on function inventory.recipes_of_commit(integer) is
  'The recipes that a commit evaluates to; recorded_at is null where only the commit''s time says it.';
