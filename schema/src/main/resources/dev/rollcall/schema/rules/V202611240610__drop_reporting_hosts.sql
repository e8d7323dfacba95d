-- reported_states takes its place: one pass tells what the findings ask of the states, which were three.
drop function if exists inventory.reporting_hosts(timestamptz);
