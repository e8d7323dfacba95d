-- Crystal Forge's tables don't tell when a row arrived or was changed, so every night assesses every system.
create or replace function inventory.base_snapshot(as_of timestamptz, matching text)
returns bigint
language sql
immutable
as $$
  select null::bigint
$$;

comment on function inventory.base_snapshot(timestamptz, text) is
  'The snapshot from which a night as of an instant can go on, or null.';
