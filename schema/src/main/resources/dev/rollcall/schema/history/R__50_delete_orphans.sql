-- Rows that packed nights refer to outlive a night where other nights refer to them too. To be called after snapshots
-- were deleted; it reads every packed night and every line of commits once.
create or replace function history.delete_orphans()
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  -- joins, which may be larger than the memory
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
  'Deletes the packed systems, verdicts and commits that no snapshot refers to any more.';
