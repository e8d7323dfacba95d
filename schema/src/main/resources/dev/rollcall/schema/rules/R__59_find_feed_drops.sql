-- The feeds that bring far less than usual, and since which night.
--
-- Low is a tenth of the usual or less; the usual is the median of the four weeks before. A drop is a run of at least two low
-- nights up to now, more than twice as long as any in those four weeks: a fleet without commits at weekends has a drop on the
-- fifth night without one. If the usual is 0, as for an inventory that is imported once a week, there is no drop, nor if fewer
-- than 14 nights before the first low one are known.
--
-- Of several snapshots of one day the last counts. No state is kept: every night that the drop may have begun with is tried.
create or replace function inventory.find_feed_drops(snapshot bigint)
returns table (
    feed text
  , began_at timestamptz
  , arrived integer
  , usual integer
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with cte_day as (
    select distinct on (c.feed, date_trunc('day', s.as_of, 'UTC'))
           c.feed
         , s.as_of
         , c.arrived
      from history.snapshots as tonight
      join history.snapshots as s
        on s.matching = tonight.matching
       and s.as_of <= tonight.as_of
       and s.as_of > tonight.as_of - interval '2160 hours'
       and (s.published_at is not null or s.id = tonight.id)
      join history.feed_counts as c
        on c.snapshot_id = s.id
     where tonight.id = snapshot
     order by c.feed, date_trunc('day', s.as_of, 'UTC'), s.as_of desc
  )

  , cte_night as (
    select d.feed
         , d.as_of
         , d.arrived
         , row_number() over newest_first as nights_since
         , max(d.arrived) over newest_first as most_since
      from cte_day as d
    window newest_first as (partition by d.feed order by d.as_of desc)
  )

  , cte_start as (
    select n.feed
         , n.as_of
         , n.nights_since
         , n.most_since
         , earlier.usual
      from cte_night as n
     cross join lateral (
             select percentile_disc(0.5) within group (order by e.arrived) as usual
                  , count(*) as nights
               from cte_night as e
              where e.feed = n.feed
                and e.as_of < n.as_of
                and e.as_of >= n.as_of - interval '672 hours'
           ) as earlier
     where n.nights_since >= 2
       and earlier.nights >= 14
       and earlier.usual > 0
       and n.most_since * 10 <= earlier.usual
  )

  -- the nights of the four weeks before; consecutive ones that are all low, or all not, have the same difference
  , cte_earlier as (
    select s.feed
         , s.as_of
         , e.arrived * 10 <= s.usual as is_low
         , row_number() over (partition by s.feed, s.as_of order by e.as_of)
             - row_number() over (partition by s.feed, s.as_of, e.arrived * 10 <= s.usual order by e.as_of) as stretch
      from cte_start as s
      join cte_night as e
        on e.feed = s.feed
       and e.as_of < s.as_of
       and e.as_of >= s.as_of - interval '672 hours'
  )

  , cte_longest as (
    select t.feed
         , t.as_of
         , max(t.nights) as nights
      from (
             select e.feed
                  , e.as_of
                  , count(*) as nights
               from cte_earlier as e
              where e.is_low
              group by e.feed
                     , e.as_of
                     , e.stretch
           ) as t
     group by t.feed
            , t.as_of
  )

  select distinct on (s.feed)
         s.feed
       , s.as_of
       , s.most_since
       , s.usual
    from cte_start as s
    left join cte_longest as l
      on l.feed = s.feed
     and l.as_of = s.as_of
   where s.nights_since > 2 * coalesce(l.nights, 0)
   order by s.feed, s.as_of
$$;

comment on function inventory.find_feed_drops(bigint) is
  'The feeds that have been at a tenth of the usual or less for at least two nights up to a snapshot, more than twice as long as ever in the four weeks before: since which night, the most that came on one since, and the usual.';
