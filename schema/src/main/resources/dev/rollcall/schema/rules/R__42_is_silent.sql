-- A system is silent if it has sent heartbeats, but none within a threshold. Calculated in UTC, where every day has 24
-- hours; the session's time zone may have a daylight saving change that night.
create or replace function inventory.is_silent(heartbeat_at timestamptz, as_of timestamptz, silent_after interval)
returns boolean
language sql
immutable
parallel safe
as $$
  select coalesce(heartbeat_at < (as_of at time zone 'UTC' - silent_after) at time zone 'UTC', false)
$$;

comment on function inventory.is_silent(timestamptz, timestamptz, interval) is
  'Whether the last heartbeat of a system is older than a threshold.';
