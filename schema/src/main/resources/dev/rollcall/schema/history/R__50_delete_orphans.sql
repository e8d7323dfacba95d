-- Packed nights share rows, so these remain until no night refers to them. Call this after deleting snapshots; it reads every
-- packed night and every line of commits once, and the inventory if there are closures.
create or replace function history.delete_orphans()
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  -- for joins that may exceed the memory
  delete from history.packed_systems as d
   where not exists (
           select
             from history.packed_statuses as p
            cross join lateral unnest(p.system_ids) as n (id)
            where n.id = d.id
         );

  delete from history.packed_verdicts as s
   where not exists (
           select
             from history.packed_statuses as p
            cross join lateral unnest(p.verdict_ids) as n (id)
            where n.id = s.id
         );

  delete from history.packed_commits as c
   where not exists (
           select
             from history.commit_lines as l
            cross join lateral unnest(l.commit_ids) as n (id)
            where n.id = c.id
         );

  -- an import that has begun may build on a package or a set that nothing names yet
  lock table history.package_sets in share row exclusive mode;

  -- a closure that is only imported again is no loss, but one that the inventory still names may be needed by the next night
  delete from history.closures as c
   where not exists (select from history.recent_statuses as r where r.store_path = c.store_path)
     and not exists (select from history.packed_systems as d where d.store_path = c.store_path)
     and not exists (
           select
             from history.due_closures as u
            cross join lateral unnest(u.closure_ids) as n (id)
            where n.id = c.id
         )
     and not exists (select from inventory.system_states as x where x.store_path = c.store_path)
     and not exists (select from inventory.derivations as e where e.store_path = c.store_path);

  delete from history.package_sets as s
   where not exists (select from history.closures as c where c.package_set_id = s.id);

  delete from history.packages as p
   where not exists (
           select
             from history.package_sets as s
            cross join lateral unnest(s.package_ids) as n (id)
            where n.id = p.id
         );
$$;

comment on function history.delete_orphans() is
  'Deletes packed systems, verdicts and commits that no snapshot refers to, and closures that neither a snapshot nor the inventory names.';
