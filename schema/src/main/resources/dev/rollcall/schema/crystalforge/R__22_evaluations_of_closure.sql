-- The evaluations that build a closure. Crystal Forge may have no index on store paths, so the planner may inline this into
-- one join of all states with all evaluations.
create or replace function inventory.evaluations_of_closure(closure text)
returns table (
    commit_id integer
  , derivation_name text
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.commit_id
       , d.derivation_name
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.store_path = closure
     and d.derivation_type = 'nixos'
$$;

comment on function inventory.evaluations_of_closure(text) is
  'The commits and names whose evaluations build a closure; recorded_at is null if only the time of the commit is known.';
