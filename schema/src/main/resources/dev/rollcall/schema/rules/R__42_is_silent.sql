-- A system is silent that has sent heartbeats, and none for longer than a threshold. In UTC a day has 24
-- hours, whatever the session's time zone makes of its clock that night.
create or replace function inventory.is_silent(heartbeat_at timestamptz, as_of timestamptz, silent_after interval)
returns boolean
language sql
immutable
parallel safe
as $$
  select coalesce(heartbeat_at < (as_of at time zone 'UTC' - silent_after) at time zone 'UTC', false)
$$;

comment on function inventory.is_silent(timestamptz, timestamptz, interval) is
  'Whether the heartbeats of a system stopped longer ago than a threshold.';
