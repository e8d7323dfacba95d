-- The snapshot whose rows the next night may carry on for systems that nothing new speaks of: the newest
-- of its matching, before the instant, under the same rules, and with no fact deleted since. Null where
-- everything has to be assessed.
create or replace function inventory.base_snapshot(as_of timestamptz, matching text)
returns bigint
language sql
stable
as $$
  with cte_newest as (
    select s.id
         , s.as_of
         , s.read_before
         , s.rules_digest
         , s.systems
      from history.snapshots as s
     where s.matching = base_snapshot.matching
       and s.published_at is not null
     order by s.as_of desc
     limit 1
  )

  select n.id
    from cte_newest as n
   where n.as_of < base_snapshot.as_of
     and n.rules_digest = inventory.rules_digest()
     -- a database that was restored elsewhere counts its transactions anew
     and n.read_before <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
     and not exists (select from inventory.rewrites as r where r.recorded_in >= n.read_before)
     and n.systems = (select count(*) from history.recent_statuses as r where r.snapshot_id = n.id)
$$;

comment on function inventory.base_snapshot(timestamptz, text) is
  'The snapshot from which a night as of an instant can go on, or null.';
