-- Retention and the list of snapshots ask of each snapshot whether any system changed its status in
-- it. Comparing two nights costs what the fleet costs; asking it of every night, every night, would cost
-- what the history costs. So it is counted once, when a snapshot is published.
alter table history.snapshots
  add column changed_systems integer;

comment on column history.snapshots.changed_systems is
  'How many systems changed their status since the snapshot before it, joined or left. Null where nobody counted: ask status_changes.';
