-- Crystal Forge stores no parents, so no commit is ever withdrawn.
create or replace function inventory.last_shared_commit(withdrawn integer, as_of timestamptz)
returns integer
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select null::integer
$$;

comment on function inventory.last_shared_commit(integer, timestamptz) is
  'The last commit that a withdrawn commit shares with the branch at a point in time; null if unknown.';
