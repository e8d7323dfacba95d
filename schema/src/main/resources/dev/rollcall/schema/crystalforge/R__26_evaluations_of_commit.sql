-- The evaluations of a commit under a name. Crystal Forge has no suitable index on both, so the planner may inline this into
-- one join of all reported revisions with all evaluations.
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
  'The outcomes of the evaluations of a commit under a name, and what they build; recorded_at is null if only the time of the commit is known.';
