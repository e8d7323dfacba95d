-- The evaluations of a commit, for the rules to ask of each of the newest commits: one index probe. The offset keeps the
-- planner from making a join of it that reads every evaluation, and the order, which is that of the unique index, from
-- reading the whole table for each commit where old statistics make it look small: the rules ask with sorts off.
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
   order by d.commit_id, d.derivation_name
  offset 0
$$;

comment on function inventory.evaluations_at_commit(integer) is
  'What a commit evaluates, and how it went; recorded_at is null where only the commit''s time says it.';
