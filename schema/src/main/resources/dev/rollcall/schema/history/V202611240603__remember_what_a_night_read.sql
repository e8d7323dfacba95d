-- What the next night has to know of this one, to look only at what came since.
alter table history.snapshots
  add column read_before bigint
, add column rules_digest text;

comment on column history.snapshots.read_before is
  'Transactions below this number had ended when the inventory was read, so nothing they recorded is new to the next night.';
comment on column history.snapshots.rules_digest is
  'What the rules were. A night under other rules is no base for the next.';

alter table history.recent_statuses
  add column heartbeat_at timestamptz;

comment on column history.recent_statuses.heartbeat_at is
  'The newest heartbeat, which last_seen_at hides where a state is newer.';
