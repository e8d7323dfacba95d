-- The evaluations of a commit under a name. Crystal Forge has no index on both as they are: the planner is free to join
-- all claims with all evaluations at once.
create or replace function inventory.evaluations_of_commit(commit integer, name text)
returns table (
    status_id integer
  , store_path text
  , has_path boolean
  , error_message text
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.status_id
       , d.store_path
       , coalesce(d.store_path, d.derivation_path) is not null
       , d.error_message
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.commit_id = commit
     and d.derivation_name = name
     and d.derivation_type = 'nixos'
$$;

comment on function inventory.evaluations_of_commit(integer, text) is
  'How the evaluations of a commit under a name went, and what they build; recorded_at is null where only the commit''s time says it.';
