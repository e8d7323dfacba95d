-- The evaluations under a name, in any flake. Crystal Forge has no index on names, so the planner may inline this into one
-- join of all pinned systems with all evaluations.
create or replace function inventory.evaluations_of_name(name text)
returns table (
    commit_id integer
  , status_id integer
  , store_path text
  , has_path boolean
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.commit_id
       , d.status_id
       , d.store_path
       , coalesce(d.store_path, d.derivation_path) is not null
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.derivation_name = name
     and d.derivation_type = 'nixos'
$$;

comment on function inventory.evaluations_of_name(text) is
  'The commits with an evaluation under a name, and its outcome; recorded_at is null if only the time of the commit is known.';
