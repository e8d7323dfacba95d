-- The evaluation of a commit under a name, for the findings to ask of what each system claims to run: one index
-- probe. The offset keeps the planner from making a join of it that reads every evaluation.
create or replace function inventory.evaluation_of_commit(commit integer, name text)
returns table (
    store_path text
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.store_path
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.commit_id = commit
     and d.derivation_name = name
     and d.derivation_type = 'nixos'
  offset 0
$$;

comment on function inventory.evaluation_of_commit(integer, text) is
  'What a commit builds under a name; recorded_at is null where only the commit''s time tells.';
