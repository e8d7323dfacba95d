-- How many systems a night is worth keeping for.
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
  'How many systems changed their status between two snapshots, joined or left; without a baseline all of them joined.';
