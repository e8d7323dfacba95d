-- The commit of a flake that has a hash, for the rules to ask of each pin and each revision: one index probe. The offset
-- keeps the planner from making a join of it that reads every commit.
create or replace function inventory.commit_named(flake integer, hash text)
returns table (
    id integer
  , commit_timestamp timestamptz
)
language sql
stable
parallel safe
as $$
  select c.id
       , c.commit_timestamp
    from inventory.commits as c
   where c.flake_id = flake
     and c.git_commit_hash = hash
  offset 0
$$;

comment on function inventory.commit_named(integer, text) is
  'The commit of a flake with a hash, whenever it was made.';
