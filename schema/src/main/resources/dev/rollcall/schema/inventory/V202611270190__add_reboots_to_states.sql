-- What a host says about its reboot.
alter table inventory.system_states
  add column booted_store_path text collate "C"
, add column reboot_needed boolean;

comment on column inventory.system_states.booted_store_path is 'The closure that /run/booted-system pointed to.';
comment on column inventory.system_states.reboot_needed is
  'Whether the host said that it needs a reboot to run the kernel, initrd, kernel modules and systemd of its closure; null where it did not say.';

-- Since when a host needs a reboot: the last state that said no, and the first after it that said yes. Empty where nobody
-- says it; not one index of both, whose predicate the planner does not find in the question for a no.
create index system_states_hostname_timestamp_reboot_needed_idx
    on inventory.system_states (hostname, "timestamp")
 where reboot_needed;

create index system_states_hostname_timestamp_reboot_not_needed_idx
    on inventory.system_states (hostname, "timestamp")
 where not reboot_needed;
