-- Stores how many systems have reached each commit in a published snapshot, and which commits arrived since the previous one. After
-- a backfill, call it again for the next snapshot, whose predecessor has changed.
--
-- Arrivals are relative to the previous snapshot that still exists; those of a deleted one in between are replaced.
create or replace function history.keep_rollout(snapshot bigint)
returns void
language sql
volatile
-- What is joined here is as long as the fleet, whatever old statistics say, and quicker to hash than to sort.
set enable_nestloop = off
set enable_mergejoin = off
set enable_sort = off
set work_mem = '64MB'
set search_path = pg_catalog, pg_temp
as $$
  with cte_period as materialized (
    select f.name collate "C" as flake
         , p.git_commit_hash
         , row_number() over (partition by p.commit_id order by p.counts_from) as stay
         , p.counts_from
         , p.counts_until
         , p.depth
         , p.commit_id
         -- taken as keys, because Crystal Forge's commits have neither
         , to_jsonb(k) ->> 'subject' as subject
         , to_jsonb(k) ->> 'author' as author
      from inventory.commit_periods as p
      join (select x.name, min(x.id) as id from inventory.flakes as x group by x.name having count(*) = 1) as f
        on f.id = p.flake_id
      join inventory.commits as k
        on k.id = p.commit_id
  )

  , cte_news as materialized (
    select p.*
         , known.id
      from cte_period as p
      left join history.rollout_commits as known
        on known.flake = p.flake
       and known.git_commit_hash = p.git_commit_hash
       and known.stay = p.stay
     where known.id is null
        or (p.counts_from, p.counts_until, p.depth, p.commit_id, p.subject, p.author)
           is distinct from (known.counts_from, known.counts_until, known.depth, known.sequence, known.subject, known.author)
  )

  , cte_corrected as (
    update history.rollout_commits as c
       set counts_from = n.counts_from
         , counts_until = n.counts_until
         , depth = n.depth
         , sequence = n.commit_id
         , subject = n.subject
         , author = n.author
      from cte_news as n
     where n.id = c.id
  )

  insert into history.rollout_commits (
      flake, git_commit_hash, stay, counts_from, counts_until, depth, sequence, subject, author
  )
  select n.flake
       , n.git_commit_hash
       , n.stay
       , n.counts_from
       , n.counts_until
       , n.depth
       , n.commit_id
       , n.subject
       , n.author
    from cte_news as n
   where n.id is null;

  delete from history.rollouts as r
   using history.snapshots as s
   where s.id = snapshot
     and s.matching = 'evidence'
     and r.as_of = s.as_of;

  with cte_at as (
    select r.flake
         , s.as_of
         , c.id
         , c.counts_from
         , c.depth
         , c.sequence
         , count(*)::integer as systems
      from history.snapshots as s
     cross join lateral history.reached_commits(s.id) as r
      left join history.rollout_commits as c
        on c.flake = r.flake
       and c.git_commit_hash = r.git_commit_hash
       and c.counts_from <= s.as_of
       and c.counts_until > s.as_of
     where s.id = snapshot
       and s.matching = 'evidence'
     group by r.flake
            , s.as_of
            , c.id
            , c.counts_from
            , c.depth
            , c.sequence
  )
  insert into history.rollouts (flake, as_of, systems, commit_ids, running)
  select a.flake
       , a.as_of
       , sum(a.systems)
       , coalesce(array_agg(a.id order by a.counts_from desc, a.depth desc, a.sequence desc) filter (where a.id is not null), '{}')
       , coalesce(array_agg(a.systems order by a.counts_from desc, a.depth desc, a.sequence desc) filter (where a.id is not null), '{}')
    from cte_at as a
   group by a.flake
          , a.as_of;

  delete from history.arrivals as a
   using history.snapshots as s
   where s.id = snapshot
     and s.matching = 'evidence'
     and a.as_of <= s.as_of
     and a.as_of > coalesce(
           (
             select max(p.as_of)
               from history.published_snapshots as p
              where p.matching = s.matching
                and p.as_of < s.as_of
           )
         , s.as_of - interval '1 second'
         );

  with cte_night as (
    select s.id
         , s.as_of
         , p.id as previous_id
      from history.snapshots as s
     cross join lateral (
             select x.id
               from history.published_snapshots as x
              where x.matching = s.matching
                and x.as_of < s.as_of
              order by x.as_of desc
              limit 1
           ) as p
     where s.id = snapshot
       and s.matching = 'evidence'
  )

  -- the older the lower, one flake after the other
  , cte_commit as materialized (
    select c.flake
         , c.git_commit_hash
         , c.counts_from
         , c.sequence as commit_id
         , row_number() over newer_later as place
         , case when lag(c.flake) over newer_later = c.flake then lag(c.sequence) over newer_later end as before_id
      from history.rollout_commits as c
     cross join cte_night as n
     where c.counts_from <= n.as_of
       and c.counts_until > n.as_of
    window newer_later as (order by c.flake, c.counts_from, c.depth, c.sequence)
  )

  -- a row per system and commit, before anything else is joined
  , cte_arrived as materialized (
    select r.environment
         , r.owner
         , r.evaluation_name collate "C" as evaluation_name
         , r.deployed_at
         , generate_series(left_behind.place + 1, come_to.place) as place
      from cte_night as n
     cross join lateral history.reached_commits(n.id) as r
      join (select x.* from cte_night as y cross join lateral history.reached_commits(y.previous_id) as x) as b
        on b.hostname = r.hostname
       and b.flake = r.flake
       and b.git_commit_hash <> r.git_commit_hash
      join cte_commit as left_behind
        on left_behind.flake = b.flake
       and left_behind.git_commit_hash = b.git_commit_hash
      join cte_commit as come_to
        on come_to.flake = r.flake
       and come_to.git_commit_hash = r.git_commit_hash
     where come_to.place > left_behind.place
       -- matching by name gives no time of arrival
       and r.basis <> 'name'
       and b.basis <> 'name'
  )

  -- To read all evaluations of a commit costs a tenth of probing for each (measured: 3 us and 20 us), and where nothing has an
  -- index there is no other way.
  , cte_whole as materialized (
    select c.place
         , c.commit_id
         , c.before_id
      from (select a.place, count(*) as systems from cte_arrived as a group by a.place) as l
      join cte_commit as c
        on c.place = l.place
      join history.rollouts as r
        on r.flake = c.flake
       and r.as_of = (select n.as_of from cte_night as n)
     where 10 * l.systems > r.systems
        or not inventory.is_assessed_by_range()
  )

  -- a number that stands for all recipes of a commit and name, whatever their order
  , cte_recipes as materialized (
    select w.commit_id
         , d.derivation_name collate "C" as evaluation_name
         , sum(hashtextextended(d.derivation_path, 0)) as recipes
      from (select x.commit_id from cte_whole as x union select x.before_id from cte_whole as x) as w
     cross join lateral inventory.recipes_of_commit(w.commit_id) as d
     where coalesce(d.recorded_at, '-infinity') <= (select n.as_of from cte_night as n)
     group by w.commit_id
            , d.derivation_name
  )

  , cte_left_alone as materialized (
    select w.place
         , own.evaluation_name
      from cte_whole as w
      join cte_recipes as own
        on own.commit_id = w.commit_id
      join cte_recipes as before
        on before.commit_id = w.before_id
       and before.evaluation_name = own.evaluation_name
       and before.recipes = own.recipes
     union all
    select a.place
         , a.evaluation_name
      from cte_arrived as a
      join cte_commit as c
        on c.place = a.place
     cross join lateral (
             select sum(hashtextextended(d.derivation_path, 0)) as recipes
               from inventory.recipes_of_evaluation(c.commit_id, a.evaluation_name) as d
              where coalesce(d.recorded_at, '-infinity') <= (select n.as_of from cte_night as n)
           ) as own
     cross join lateral (
             select sum(hashtextextended(d.derivation_path, 0)) as recipes
               from inventory.recipes_of_evaluation(c.before_id, a.evaluation_name) as d
              where coalesce(d.recorded_at, '-infinity') <= (select n.as_of from cte_night as n)
           ) as before
     where own.recipes = before.recipes
       and a.place not in (select w.place from cte_whole as w)
  )

  , cte_taken as (
    select c.flake
         , a.environment
         , a.owner
         , (extract(epoch from greatest(a.deployed_at - c.counts_from, interval '0')) / 3600)::integer as hours
         , count(*)::integer as pairs
      from cte_arrived as a
      join cte_commit as c
        on c.place = a.place
     where not exists (
             select
               from cte_left_alone as l
              where l.place = a.place
                and l.evaluation_name = a.evaluation_name
           )
     group by 1, 2, 3, 4
  )

  insert into history.arrivals (flake, as_of, environment, owner, hours, pairs)
  select t.flake
       , (select n.as_of from cte_night as n)
       , t.environment
       , t.owner
       , array_agg(t.hours order by t.hours)
       , array_agg(t.pairs order by t.hours)
    from cte_taken as t
   group by t.flake
          , t.environment
          , t.owner
$$;

comment on function history.keep_rollout(bigint) is
  'Stores how many systems of a published snapshot had reached each commit, and which commits arrived since the previous one.';
