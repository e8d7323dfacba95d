-- The evaluations of a commit, by one index probe per commit. The offset keeps the planner from inlining this into a join
-- that reads every evaluation. The order, which is that of the unique index, keeps it from scanning the table per commit if
-- old statistics make it look small: the rules disable sorts.
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
  'The evaluations of a commit and their outcomes; recorded_at is null if only the time of the commit is known.';
