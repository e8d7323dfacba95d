-- Retention keeps a night in which any system changed.
create or replace function history.count_changed_systems(baseline bigint, snapshot bigint)
returns integer
language sql
stable
parallel safe
as $$
  select count(*)::integer
    from history.status_changes(baseline, snapshot) as c
   where c.old_status is distinct from c.new_status
$$;

comment on function history.count_changed_systems(bigint, bigint) is
  'The number of systems that changed status between two snapshots, joined or left; without a baseline all of them joined.';
