-- The evaluation of a commit under a name. Crystal Forge has no index on both as they are: the planner is free to join
-- all claims with all evaluations at once.
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
$$;

comment on function inventory.evaluation_of_commit(integer, text) is
  'What a commit builds under a name; recorded_at is null where only the commit''s time tells.';
