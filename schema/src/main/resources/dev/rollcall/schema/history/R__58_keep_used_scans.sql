-- Keeps which scans a snapshot uses: of each closure that a system runs or that is due on one, the newest by each scanner up to its
-- time. Everything that is shown of advisories follows from these, so a scan that is imported later changes no past night. Stores
-- nothing if no advisories are imported.
create or replace function history.keep_used_scans(snapshot bigint)
returns void
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  with cte_closure as (
    select k.id
      from history.recent_statuses as r
      join history.closures as k
        on k.store_path = r.store_path
     where r.snapshot_id = snapshot
     union
    select n.id
      from history.due_closures as u
     cross join lateral unnest(u.closure_ids) as n (id)
     where u.snapshot_id = snapshot
  )

  insert into history.used_scans (snapshot_id, scan_ids)
  select snapshot
       , array_agg(x.id order by x.id)
    from cte_closure as c
   cross join (select distinct n.name from history.scanners as n) as n
   cross join lateral (
           select s.id
             from history.scans as s
             join history.scanners as v
               on v.id = s.scanner_id
              and v.name = n.name
            where s.closure_id = c.id
              and s.scanned_at <= (select p.as_of from history.snapshots as p where p.id = snapshot)
            order by s.scanned_at desc
                   , v.database_at desc nulls last
                   , v.version desc nulls last
            limit 1
         ) as x
  having count(*) > 0
$$;

comment on function history.keep_used_scans(bigint) is
  'Keeps which scans a snapshot that is being made uses. Call it after keep_due_closures.';
