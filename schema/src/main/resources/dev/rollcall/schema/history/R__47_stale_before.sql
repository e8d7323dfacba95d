-- A scan knows as much as the database of its scanner. The only place that says how old this may be.
create or replace function history.stale_before(at timestamptz)
returns timestamptz
language sql
immutable
parallel safe
as $$
  select (at at time zone 'UTC' - interval '7 days') at time zone 'UTC'
$$;

comment on function history.stale_before(timestamptz) is
  'Scans with an older database are too old at a time: the gate does not count them, and the finding stale-advisories names their scanner.';
