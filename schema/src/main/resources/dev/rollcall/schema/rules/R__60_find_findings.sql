-- Problems of the inventory that someone should fix. Similar names are only suggested, never used for a verdict, and only if
-- exactly one name is the best match.
--
-- found_at is the time of the search: a state is from the future if its time is after both as_of and found_at, so a
-- backfilled night does not treat everything since then as the future.
create or replace function inventory.find_findings(
    as_of timestamptz
  , found_at timestamptz
  , stale_after interval default interval '1 day'
  , rewritten_since timestamptz default null
  , states_quiet_after interval default interval '7 days'
  , evaluations_quiet_after interval default interval '30 days'
  , commits_quiet_after interval default interval '30 days'
  , heartbeats_quiet_after interval default interval '1 day'
  , snapshot bigint default null
)
returns table (
    finding text
  , subject text
  , detail text
  , resembles text
)
language sql
stable
-- for hash joins and their order see running_facts
set enable_nestloop = off
set enable_mergejoin = off
set join_collapse_limit = 1
set jit = off
set search_path = pg_catalog, pg_temp
as $$
  with cte_system as (
    select s.hostname
         , s.flake_id
         , s.flake
         , s.evaluation_name
         , s.pinned_commit
      from inventory.known_systems('evidence', null, null, snapshot) as s
  )

  , cte_commit as (
    select c.id
         , c.flake_id
         , c.git_commit_hash
         , c.counts_from
         , c.place
         , c.withdrawn_place
      from inventory.known_commits(as_of, 'evidence', snapshot) as c
  )

  , cte_state as (
    select h.*
      from inventory.known_hosts(as_of, null, null, snapshot) as h
  )

  -- none without a snapshot
  , cte_status as (
    select r.hostname
         , r.flake
         , r.reason
         , r.basis
         , r.running_commit
         , r.behind_since
         , r.store_path
      from history.recent_statuses as r
     where r.snapshot_id = snapshot
  )

  , cte_name_fact as (
    select e.flake_id
         , e.evaluation_name
         , e.newest_at
      from inventory.known_names(as_of, 'evidence', null, null, snapshot) as e
  )

  -- The facts of names omit unused names that only older commits evaluate. If a flake seems to have no evaluations, look for
  -- those.
  , cte_silent_flake as (
    select distinct f.id
      from inventory.flakes as f
      join inventory.systems as s
        on s.flake_id = f.id
       and s.is_active
     where not exists (select from cte_name_fact as e where e.flake_id = f.id)
  )

  , cte_evaluation_name as (
    select e.flake_id
         , e.evaluation_name
         , e.newest_at
      from cte_name_fact as e
     union all
    select c.flake_id
         , d.derivation_name
         , max(coalesce(d.completed_at, d.scheduled_at, c.counts_from))
      from inventory.derivations as d
      join cte_commit as c
        on c.id = d.commit_id
     where exists (select from cte_silent_flake)
       and c.flake_id in (select f.id from cte_silent_flake as f)
       and d.derivation_type = 'nixos'
       and coalesce(d.completed_at, d.scheduled_at, c.counts_from) <= as_of
     group by c.flake_id
            , d.derivation_name
  )

  , cte_mismatch as (
    select s.hostname
         , s.flake_id
         , s.flake
         , s.evaluation_name
      from cte_system as s
     where exists (select from cte_evaluation_name as e where e.flake_id = s.flake_id)
       and not exists (
             select
               from cte_evaluation_name as e
              where e.flake_id = s.flake_id
                and e.evaluation_name = s.evaluation_name
           )
  )

  , cte_unregistered as (
    select l.hostname
         , l.reported_at
      from cte_state as l
     where l.reported_at is not null
       and not exists (select from inventory.systems as s where s.hostname = l.hostname)
  )

  -- the name under which the flake builds what runs, for systems without evaluations of their own: that of the newest commit
  , cte_matched as (
    select distinct on (m.hostname)
           m.hostname
         , e.derivation_name as evaluation_name
      from cte_mismatch as m
      join cte_state as l
        on l.hostname = m.hostname
     cross join lateral inventory.evaluations_of_closure(l.store_path) as e
      -- distinct makes the planner hash the commits rather than the evaluations
      join (select distinct on (x.id) x.* from cte_commit as x) as c
        on c.id = e.commit_id
       and c.flake_id = m.flake_id
     where coalesce(e.recorded_at, c.counts_from) <= as_of
     order by m.hostname, c.place nulls last, c.withdrawn_place, e.derivation_name collate "C"
  )

  -- The commit that a system reports, if its revision identifies exactly one.
  , cte_claim as (
    select s.hostname
         , s.evaluation_name
         , l.store_path
         , l.configuration_revision
         , min(c.id) as commit_id
         , min(c.counts_from) as counts_from
      from cte_state as l
      join cte_system as s
        on s.hostname = l.hostname
      join cte_commit as c
        on left(c.git_commit_hash, 7) = left(lower(l.configuration_revision collate "C"), 7)
       and c.flake_id = s.flake_id
       and starts_with(c.git_commit_hash, lower(l.configuration_revision collate "C"))
     where length(l.configuration_revision) >= 7
       -- the assessment found that this commit builds what runs
       and not exists (
             select
               from cte_status as r
              where r.hostname = l.hostname
                and r.basis = 'store-path'
                and starts_with(r.running_commit, lower(l.configuration_revision collate "C"))
           )
     group by s.hostname
            , s.evaluation_name
            , l.store_path
            , l.configuration_revision
    having count(*) = 1
  )

  , cte_newest as (
    select f.feed
         , f.newest_at
      from inventory.feeds(as_of, least(stale_after, evaluations_quiet_after, heartbeats_quiet_after)) as f
     where snapshot is null
     union all
    select n.feed
         , n.newest_at
      from history.snapshots as s
     cross join lateral (
             values ('states', s.newest_state_at)
                  , ('evaluations', s.newest_evaluation_at)
                  , ('commits', s.newest_commit_at)
                  , ('heartbeats', s.newest_heartbeat_at)
           ) as n (feed, newest_at)
     where s.id = snapshot
  )

  -- Calculated in UTC, where every day has 24 hours.
  , cte_feed as (
    select f.feed
         , f.newest_at
         , (as_of at time zone 'UTC' - q.quiet_after) at time zone 'UTC' as quiet_since
      from cte_newest as f
      join (
             values ('states', states_quiet_after)
                  , ('evaluations', evaluations_quiet_after)
                  , ('commits', commits_quiet_after)
                  , ('heartbeats', heartbeats_quiet_after)
           ) as q (feed, quiet_after)
        on q.feed = f.feed
  )

  -- Systems that have been awaiting a deployment for 14 days and run what they ran in the snapshot of then. One finding per
  -- flake, because a large fleet may have thousands of them.
  , cte_unmoved as (
    select r.flake
         , r.hostname
         , row_number() over (partition by r.flake order by r.hostname) as number
      from cte_status as r
      join history.system_statuses as earlier
        on earlier.snapshot_id = (
             select s.id
               from history.published_snapshots as s
              where s.matching = 'evidence'
                and s.as_of <= (find_findings.as_of at time zone 'UTC' - interval '14 days') at time zone 'UTC'
              order by s.as_of desc
              limit 1
           )
       and earlier.hostname = r.hostname
       and earlier.store_path = r.store_path
     where r.reason in ('awaiting-deployment', 'awaiting-pin')
       and r.basis <> 'name'
       and r.behind_since <= (as_of at time zone 'UTC' - interval '14 days') at time zone 'UTC'
  )

  , cte_flake_size as (
    select r.flake
         , count(*) as systems
      from cte_status as r
     group by r.flake
  )

  -- The newest database that each scanner used. One that has not scanned for 90 days is no longer in use.
  , cte_scanner as (
    select s.scanner
         , max(s.database_at) as newest_at
      from history.dated_scans as s
     where s.scanned_at <= as_of
     group by s.scanner
    having max(s.scanned_at) > (as_of at time zone 'UTC' - interval '90 days') at time zone 'UTC'
  )

  , cte_wanted_form as (
    select 'reports-unregistered' as finding
         , u.hostname as subject
         -- any flake
         , 0 as flake_id
         , mine.form
         , mine.kind
      from cte_unregistered as u
     cross join lateral inventory.name_forms(u.hostname) as mine
     where mine.kind <> 'tail'

     union

    -- an alias without evaluations may itself be misspelled
    select 'name-mismatch'
         , m.hostname
         , m.flake_id
         , mine.form
         , mine.kind
      from cte_mismatch as m
     cross join lateral (values (m.hostname), (m.evaluation_name)) as n (name)
     cross join lateral inventory.name_forms(n.name) as mine
     where mine.kind <> 'tail'
  )

  , cte_offered_form as (
    select 'reports-unregistered' as finding
         , s.hostname as name
         , 0 as flake_id
         , its.form
         , its.kind
      from inventory.systems as s
     cross join lateral inventory.name_forms(s.hostname) as its
     where its.kind <> 'tail'
       and exists (select from cte_unregistered)

     union all

    -- a name that another system uses is not a candidate
    select 'name-mismatch'
         , e.evaluation_name
         , e.flake_id
         , its.form
         , its.kind
      from (
             select x.flake_id
                  , x.evaluation_name
               from cte_evaluation_name as x
              where not exists (
                      select
                        from cte_system as s
                       where s.flake_id = x.flake_id
                         and s.evaluation_name = x.evaluation_name
                    )
           ) as e
     cross join lateral inventory.name_forms(e.evaluation_name) as its
     where exists (select from cte_mismatch)
  )

  -- Grades: 1 differs in case only, 2 the other's short name, 3 the end of its attribute path, 4 the short name of that end.
  -- Two short names never match: web.a.org and web.b.org are different machines.
  , cte_resemblance as (
    select w.finding
         , w.subject
         , o.name
         , min(
             case
               when w.kind = 'whole' and o.kind = 'whole' then 1
               when o.kind <> 'tail' then 2
               when w.kind = 'whole' then 3
               else 4
             end
           ) as grade
      from cte_wanted_form as w
      join cte_offered_form as o
        on o.finding = w.finding
       and o.form = w.form
       and o.flake_id = w.flake_id
     where 'whole' in (w.kind, o.kind)
        or o.kind = 'tail'
     group by w.finding
            , w.subject
            , o.name
  )

  , cte_best as (
    select r.finding
         , r.subject
         , case when count(*) = 1 then min(r.name collate "C") end as resembles
         , case when count(*) > 1 then '; several resemble it: ' || string_agg(r.name, ', ' order by r.name collate "C") else '' end as several
      from (
             select x.finding
                  , x.subject
                  , x.name
                  , rank() over (partition by x.finding, x.subject order by x.grade) as place
               from cte_resemblance as x
           ) as r
     where r.place = 1
     group by r.finding
            , r.subject
  )

  select 'reports-unregistered'
       , u.hostname
       , 'last reported ' || to_char(u.reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || coalesce(b.several, '')
       , b.resembles
    from cte_unregistered as u
    left join cte_best as b
      on b.finding = 'reports-unregistered'
     and b.subject = u.hostname

   union all

  select 'name-mismatch'
       , m.hostname
       , 'flake ' || m.flake || ' has no evaluation named ' || m.evaluation_name
           || coalesce('; it runs what the flake builds as ' || x.evaluation_name, b.several, '')
       , coalesce(x.evaluation_name, b.resembles)
    from cte_mismatch as m
    left join cte_matched as x
      on x.hostname = m.hostname
    left join cte_best as b
      on b.finding = 'name-mismatch'
     and b.subject = m.hostname

   union all

  -- A pin must be a full hash; a prefix that matches one commit was probably meant to be that commit.
  select 'unknown-pin'
       , s.hostname
       , case
           when named.id is null then 'flake ' || s.flake || ' has no commit ' || s.pinned_commit
           else 'commit ' || s.pinned_commit || ' is no longer on the branch of flake ' || s.flake
         end
       , (
           select case when count(*) = 1 then min(c.git_commit_hash) end
             from cte_commit as c
            where c.flake_id = s.flake_id
              and named.id is null
              and length(s.pinned_commit) >= 7
              and starts_with(c.git_commit_hash, lower(s.pinned_commit))
         )
    from cte_system as s
    left join cte_commit as named
      on named.flake_id = s.flake_id
     and named.git_commit_hash = lower(s.pinned_commit)
   where s.flake_id is not null
     and s.pinned_commit is not null
     and named.place is null

   union all

  select 'no-flake'
       , s.hostname
       , null
       , null
    from cte_system as s
   where s.flake_id is null

   union all

  select 'flake-without-commits'
       , f.name
       , null
       , null
    from inventory.flakes as f
   where not exists (select from cte_commit as c where c.flake_id = f.id and c.place is not null)
   -- Crystal Forge may have several flakes of one name
   group by f.name

   union all

  select 'future-state'
       , l.hostname
       , 'a state of ' || to_char(l.last_reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , null
    from cte_state as l
   where l.last_reported_at > greatest(as_of, found_at)

   union all

  -- Only the newest commit, or one without first parents, can move systems; commits with successors can't.
  select 'future-commit'
       , dated.flake
       , 'commit ' || dated.git_commit_hash || ' is dated ' || to_char(dated.commit_timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , null
    from (
           select distinct on (f.name)
                  f.name as flake
                , c.git_commit_hash
                , c.commit_timestamp
             from inventory.commits as c
             join inventory.flakes as f
               on f.id = c.flake_id
             left join cte_commit as known
               on known.id = c.id
            where c.commit_timestamp > greatest(as_of, found_at)
              and (known.id is null or inventory.position_of(known.place) = 0)
            order by f.name, c.commit_timestamp desc, c.git_commit_hash collate "C"
         ) as dated

   union all

  select 'withdrawn-commits'
       , f.name
       , lost.commits || case when lost.commits = 1 then ' commit' else ' commits' end || ' withdrawn, the last one '
           || lost.git_commit_hash
           || ', on ' || to_char(lost.counts_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , null
    from (
           select p.flake_id
                , count(distinct p.commit_id) as commits
                , max(p.counts_until) as counts_until
                , (array_agg(c.git_commit_hash order by p.counts_from desc, p.depth desc, p.commit_id desc))[1] as git_commit_hash
             from inventory.commit_periods as p
             join cte_commit as c
               on c.id = p.commit_id
              and c.place is null
            where p.counts_until > rewritten_since
              and p.counts_until <= as_of
            group by p.flake_id
         ) as lost
    join inventory.flakes as f
      on f.id = lost.flake_id

   union all

  -- The reported revision and the closure disagree.
  select 'closure-differs-from-revision'
       , x.hostname
       , 'reports revision ' || x.configuration_revision || ', whose closure is ' || x.built_path || '; it runs ' || x.store_path
       , null
    from (
           select c.hostname
                , c.configuration_revision
                , c.store_path
                , min(e.store_path collate "C") as built_path
             from cte_claim as c
            cross join lateral inventory.evaluations_of_commit(c.commit_id, c.evaluation_name) as e
            where coalesce(e.recorded_at, c.counts_from) <= as_of
            group by c.hostname
                   , c.configuration_revision
                   , c.store_path
           -- a recipe without a store path may build what runs
           having bool_and(coalesce(e.store_path <> c.store_path, not e.has_path))
         ) as x
   where x.built_path is not null

   union all

  select 'no-new-closure'
       , u.flake
       , count(*) || ' of ' || z.systems || ' systems: ' || string_agg(u.hostname, ', ' order by u.number) filter (where u.number <= 12)
           || case when count(*) > 12 then ' and ' || count(*) - 12 || ' more' else '' end
       , null
    from cte_unmoved as u
    join cte_flake_size as z
      on z.flake = u.flake
   group by u.flake
          , z.systems

   union all

  select 'quiet-feed'
       , f.feed
       , 'none since ' || to_char(f.newest_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , null
    from cte_feed as f
   where f.newest_at < f.quiet_since

   union all

  select 'feed-drop'
       , d.feed
       , case when d.arrived = 0 then 'none' else 'at most ' || d.arrived end || ' in 24 h since the night of '
           || to_char(d.began_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ', usually ' || d.usual
       , null
    from inventory.find_feed_drops(snapshot) as d
   where not exists (select from cte_feed as f where f.feed = d.feed and f.newest_at < f.quiet_since)

   union all

  select 'stale-advisories'
       , n.scanner
       , 'no database newer than ' || to_char(n.newest_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
       , null
    from cte_scanner as n
   where n.newest_at < history.stale_before(as_of)

   union all

  select 'stale-inventory'
       , 'inventory'
       , coalesce('nothing since ' || to_char(newest.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'the inventory is empty')
       , null
    from (select max(f.newest_at) from cte_feed as f) as newest (at)
   where newest.at is null
      or newest.at < (as_of at time zone 'UTC' - stale_after) at time zone 'UTC'
$$;

comment on function inventory.find_findings(timestamptz, timestamptz, interval, timestamptz, interval, interval, interval, interval, bigint) is
  'The findings at a point in time. found_at is the time of the search, which decides what is from the future; rewritten_since is the time of the baseline. Reads the facts of a snapshot, its statuses and how fresh it is, or without one the inventory.';
