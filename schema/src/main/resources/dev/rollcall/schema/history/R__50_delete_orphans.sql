-- Packed nights share rows, so these remain until no night refers to them. Call this after deleting snapshots; it reads every
-- packed night and every line of commits once, and the inventory and the scans that nights use if there are closures.
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

  -- an import of closures or advisories, which takes this lock, may build on a package, an advisory or a set that nothing names yet
  lock table history.package_sets in share row exclusive mode;

  -- Its packages can be imported again, its scans can't. A closure that the inventory names may be needed by the next night, one that
  -- was scanned lately may have been scanned before its evaluation is imported, and the scan may be all that is left of a scanner
  -- that has stopped.
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
     and not exists (select from inventory.derivations as e where e.store_path = c.store_path)
     and not exists (select from history.scans as x where x.closure_id = c.id and x.scanned_at > now() - interval '90 days');

  delete from history.package_sets as s
   where not exists (select from history.closures as c where c.package_set_id = s.id);

  delete from history.packages as p
   where not exists (
           select
             from history.package_sets as s
            cross join lateral unnest(s.package_ids) as n (id)
            where n.id = p.id
         );

  -- the next night uses the newest one; the clock of a scanner may be ahead
  delete from history.scans as s
   where s.scanned_at <= now()
     and not exists (
           select
             from history.closures as c
            cross join lateral history.newest_scans(c.id, now()) as x
            where x.scan_id = s.id
         )
     and not exists (
           select
             from history.used_scans as u
            cross join lateral unnest(u.scan_ids) as n (id)
            where n.id = s.id
         );

  delete from history.scanners as n
   where not exists (select from history.scans as s where s.scanner_id = n.id);

  delete from history.advisory_sets as x
   where not exists (select from history.scans as s where s.advisory_set_id = x.id);

  delete from history.advisories as a
   where not exists (
           select
             from history.advisory_sets as x
            cross join lateral unnest(x.advisory_ids) as n (id)
            where n.id = a.id
         );
$$;

comment on function history.delete_orphans() is
  'Deletes packed systems, verdicts, commits and scans that no snapshot refers to, and closures that neither a snapshot nor the inventory names and that no scanner looked at for 90 days.';
