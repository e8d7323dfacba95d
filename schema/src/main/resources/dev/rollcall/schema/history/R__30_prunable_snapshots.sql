-- Retention: every snapshot of the newest days is kept, then the last of a day, then the last of a
-- week, and always one in which a system changed its status, joined or left.
--
-- Why the stories of the systems survive it: a deleted snapshot has the same statuses as its predecessor, so whatever
-- is kept next still differs from what is kept before it exactly by its own changes.
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
   -- in UTC a day has 24 hours, whatever the session's time zone makes of it
   where (   (r.as_of < (now_at at time zone 'UTC' - all_for) at time zone 'UTC' and r.rank_in_day > 1)
          or (r.as_of < (now_at at time zone 'UTC' - daily_for) at time zone 'UTC' and r.rank_in_week > 1))
     and coalesce(r.changed_systems, history.count_changed_systems(r.previous_id, r.id)) = 0
$$;

comment on function history.prunable_snapshots(timestamptz, interval, interval) is
  'The snapshots that retention no longer keeps as of an instant.';
