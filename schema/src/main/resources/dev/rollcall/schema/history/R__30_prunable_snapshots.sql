-- Retention keeps every snapshot of the newest days, then the last of each day, then the last of each week, and always those
-- in which a system changed status, joined, left or went back. Snapshots that were never published are kept as long as all are.
--
-- This preserves the stories of systems: a deleted snapshot has the same statuses as its predecessor, so the next one that
-- is kept differs from the previous one that is kept exactly by its own changes.
create or replace function history.prunable_snapshots(
    now_at timestamptz
  , all_for interval default interval '35 days'
  , daily_for interval default interval '400 days'
)
returns table (id bigint, as_of timestamptz)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with cte_ranked as (
    select s.id
         , s.as_of
         , s.previous_id
         , s.changed_systems
         , row_number() over (partition by s.matching, date_trunc('day', s.as_of, 'UTC') order by s.as_of desc) as rank_in_day
         , row_number() over (partition by s.matching, date_trunc('week', s.as_of, 'UTC') order by s.as_of desc) as rank_in_week
      from history.published_snapshots as s
  )
  select r.id
       , r.as_of
    from cte_ranked as r
   -- in UTC, where every day has 24 hours
   where (   (r.as_of < (now_at at time zone 'UTC' - all_for) at time zone 'UTC' and r.rank_in_day > 1)
          or (r.as_of < (now_at at time zone 'UTC' - daily_for) at time zone 'UTC' and r.rank_in_week > 1))
     and coalesce(r.changed_systems, history.count_changed_systems(r.previous_id, r.id)) = 0
     and not exists (select from history.rollbacks as b where b.snapshot_id = r.id)

   union all

  -- of runs that were given up
  select s.id
       , s.as_of
    from history.snapshots as s
   where s.published_at is null
     and s.opened_at < (now_at at time zone 'UTC' - all_for) at time zone 'UTC'
$$;

comment on function history.prunable_snapshots(timestamptz, interval, interval) is
  'The snapshots that retention no longer keeps at a point in time.';
