-- The commit of a flake that has a hash. Crystal Forge may have no index on hashes: the planner is free to join all pins
-- and revisions with all commits at once.
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
$$;

comment on function inventory.commit_named(integer, text) is
  'The commit of a flake with a hash, whenever it was made.';
