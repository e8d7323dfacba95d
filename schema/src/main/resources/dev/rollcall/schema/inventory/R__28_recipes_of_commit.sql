-- The recipes of a commit, which a night compares with those of the previous commit, by one index probe. The offset and the
-- order keep the planner from a join that reads every evaluation.
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
  'The recipes of a commit; recorded_at is null if only the time of the commit is known.';
