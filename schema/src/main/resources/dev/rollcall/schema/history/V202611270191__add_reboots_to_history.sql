-- Whether systems need a reboot. Nights from before this was collected have null everywhere.
alter table history.recent_statuses
  add column reboot_needed boolean
, add column reboot_needed_since timestamptz
, add column booted_at timestamptz;

-- they come with the newest state, as deployed_at does
alter table history.packed_systems
  add column reboot_needed boolean
, add column reboot_needed_since timestamptz
, add column booted_at timestamptz;

alter table history.night_hosts
  add column reboot_needed boolean
, add column reboot_needed_since timestamptz
, add column booted_at timestamptz;

alter table history.snapshots
  add column reboot_needed integer
, add column reboot_collected integer;

alter table history.flake_totals
  add column reboot_needed integer
, add column reboot_collected integer;

comment on column history.snapshots.reboot_needed is 'How many systems report that they need a reboot.';
comment on column history.snapshots.reboot_collected is 'How many systems report whether they need one.';
