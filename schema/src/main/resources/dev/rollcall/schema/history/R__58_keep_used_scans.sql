-- Keeps which scans a snapshot uses: of each closure that a system runs or that is due on one, the newest by each scanner up to its
-- time. Everything that is shown of advisories follows from these, so a scan that is imported later changes no past night. An
-- empty list means that there are scans, but none of what runs or is due; without any scan up to its time nothing is stored.
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
  select p.id
       , array(
           select x.scan_id
             from cte_closure as c
            cross join lateral history.newest_scans(c.id, p.as_of) as x
            order by x.scan_id
         )
    from history.snapshots as p
   where p.id = snapshot
     and exists (select from history.scans as s where s.scanned_at <= p.as_of)
$$;

comment on function history.keep_used_scans(bigint) is
  'Keeps which scans a snapshot that is being made uses. Call it after keep_due_closures.';
