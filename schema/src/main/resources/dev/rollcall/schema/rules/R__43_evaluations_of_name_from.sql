-- The evaluations under a name from some commit on, by the order in which commits were recorded, for the rules to ask of
-- each system of a night of few: one index probe. The offset keeps the planner from making a join of it that reads every
-- evaluation.
create or replace function inventory.evaluations_of_name_from(name text, first_commit integer)
returns table (
    commit_id integer
  , status_id integer
  , store_path text
  , recorded_at timestamptz
)
language sql
stable
parallel safe
as $$
  select d.commit_id
       , d.status_id
       , d.store_path
       , coalesce(d.completed_at, d.scheduled_at)
    from inventory.derivations as d
   where d.derivation_name = name
     and d.commit_id >= first_commit
     and d.derivation_type = 'nixos'
  offset 0
$$;

comment on function inventory.evaluations_of_name_from(text, integer) is
  'How the evaluations under a name went, of the commits with at least a given id; recorded_at is null where only the commit''s time tells.';
