-- What a host reports about its reboot.
alter table inventory.system_states
  add column booted_store_path text collate "C"
, add column reboot_needed boolean;

comment on column inventory.system_states.booted_store_path is 'The closure that /run/booted-system pointed to.';
comment on column inventory.system_states.reboot_needed is
  'Whether the host said that it needs a reboot to run the kernel, initrd, kernel modules and systemd of its closure; null where it did not say.';

-- Since when a host needs a reboot: the last state without a pending reboot, and the first one after it with one. Two indexes,
-- because the planner does not use a partial index on "is not null" for a test for false.
create index system_states_hostname_timestamp_reboot_needed_idx
    on inventory.system_states (hostname, "timestamp")
 where reboot_needed;

create index system_states_hostname_timestamp_reboot_not_needed_idx
    on inventory.system_states (hostname, "timestamp")
 where not reboot_needed;
