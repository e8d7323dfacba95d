-- The evaluations that build a closure, by one index probe per state. The offset keeps the planner from inlining this into a
-- join that reads every evaluation.
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
  offset 0
$$;

comment on function inventory.evaluations_of_closure(text) is
  'The commits and names whose evaluations build a closure; recorded_at is null if only the time of the commit is known.';
