-- Packed nights share rows, so these remain until no night refers to them. Call this after deleting snapshots; it reads
-- every packed night and every line of commits once.
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
$$;

comment on function history.delete_orphans() is
  'Deletes packed systems, verdicts and commits that no snapshot refers to.';
