-- The evaluations of a commit. Crystal Forge has no index on commits as they are: the planner is free to join all the
-- commits that are asked for with all evaluations at once.
create or replace function inventory.evaluations_at_commit(commit integer)
returns table (
    derivation_name text
  , status_id integer
  , store_path text
  , has_path boolean
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.derivation_name
       , d.status_id
       , d.store_path
       , coalesce(d.store_path, d.derivation_path) is not null
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.commit_id = commit
     and d.derivation_type = 'nixos'
$$;

comment on function inventory.evaluations_at_commit(integer) is
  'What a commit evaluates, and how it went; recorded_at is null where only the commit''s time says it.';
