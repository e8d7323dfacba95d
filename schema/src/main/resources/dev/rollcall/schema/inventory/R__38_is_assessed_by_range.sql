-- Whether assessing a range of hosts costs a share of assessing all. Here each system is a probe of its own.
create or replace function inventory.is_assessed_by_range()
returns boolean
language sql
immutable
as $$
  select true
$$;

comment on function inventory.is_assessed_by_range() is
  'Whether the job should split the hosts into ranges, a transaction each, or assess them all at once.';
