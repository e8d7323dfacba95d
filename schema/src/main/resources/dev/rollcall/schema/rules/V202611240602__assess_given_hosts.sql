-- These functions take the hosts to look at from now on; the repeatable migrations make them again.
drop view if exists inventory.view_systems_status_table;
drop function if exists inventory.assess_systems(timestamptz, text, interval, text, text);
drop function if exists inventory.system_facts(timestamptz, text, text, text);
drop function if exists inventory.latest_states(timestamptz, text, text);
drop function if exists inventory.latest_heartbeats(timestamptz, text, text);
