-- Whether a range of hosts costs only its share of a full assessment. True here: each system is an index probe.
create or replace function inventory.is_assessed_by_range()
returns boolean
language sql
immutable
as $$
  select true
$$;

comment on function inventory.is_assessed_by_range() is
  'Whether the job should assess ranges of hosts in one transaction each, or all hosts at once.';
