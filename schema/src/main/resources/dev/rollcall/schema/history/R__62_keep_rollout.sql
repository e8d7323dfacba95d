-- Stores how many systems have reached each commit in a snapshot, and which commits arrived since the previous one. After
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
         , k.subject
         , k.author
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
         , (
             select p.id
               from history.published_snapshots as p
              where p.matching = s.matching
                and p.as_of < s.as_of
              order by p.as_of desc
              limit 1
           ) as previous_id
      from history.snapshots as s
     where s.id = snapshot
       and s.matching = 'evidence'
  )

  -- the older the lower, one flake after the other
  , cte_commit as materialized (
    select c.id
         , c.flake
         , c.git_commit_hash
         , c.counts_from
         , c.sequence as commit_id
         , row_number() over newer_later as place
         , case when lag(c.flake) over newer_later = c.flake then lag(c.sequence) over newer_later end as before_id
      from history.rollout_commits as c
     cross join cte_night as n
     where c.counts_from <= n.as_of
       and c.counts_until > n.as_of
       -- Crystal Forge may have commits without a date, from which no time can be counted
       and c.counts_from > '-infinity'
    window newer_later as (order by c.flake, c.counts_from, c.depth, c.sequence)
  )

  , cte_tonight as materialized (
    select r.*
      from cte_night as n
     cross join lateral history.reached_commits(n.id) as r
  )

  , cte_reached as (
    select t.flake
         , t.git_commit_hash
         , count(*)::integer as systems
      from cte_tonight as t
     group by t.flake
            , t.git_commit_hash
  )

  , cte_kept as (
    insert into history.rollouts (flake, as_of, systems, commit_ids, running)
    select r.flake
         , (select n.as_of from cte_night as n)
         , sum(r.systems)
         , coalesce(array_agg(c.id order by c.place desc) filter (where c.place is not null), '{}')
         , coalesce(array_agg(r.systems order by c.place desc) filter (where c.place is not null), '{}')
      from cte_reached as r
      left join cte_commit as c
        on c.flake = r.flake
       and c.git_commit_hash = r.git_commit_hash
     group by r.flake
    returning flake, systems
  )

  -- the commits that each system has passed since the previous night; matching by name gives no time of arrival
  , cte_moved as materialized (
    select t.flake
         , t.environment
         , t.owner
         , t.evaluation_name collate "C" as evaluation_name
         , t.deployed_at
         , before.place + 1 as first_place
         , now.place as last_place
      from cte_night as n
     cross join lateral history.reached_commits(n.previous_id) as b
      join cte_tonight as t
        on t.hostname = b.hostname
       and t.flake = b.flake
       and t.git_commit_hash <> b.git_commit_hash
      join cte_commit as before
        on before.flake = b.flake
       and before.git_commit_hash = b.git_commit_hash
      join cte_commit as now
        on now.flake = t.flake
       and now.git_commit_hash = t.git_commit_hash
       and now.place > before.place
     where t.basis <> 'name'
       and b.basis <> 'name'
  )

  -- A row per system and commit. There may be millions, so they are not stored.
  , cte_arrived as not materialized (
    select m.flake
         , m.environment
         , m.owner
         , m.evaluation_name
         , m.deployed_at
         , generate_series(m.first_place, m.last_place) as place
      from cte_moved as m
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
      join cte_kept as k
        on k.flake = c.flake
     where 10 * l.systems > k.systems
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

  , cte_taken as materialized (
    select a.flake
         , a.environment
         , a.owner
         , (
             extract(epoch from greatest(
               a.deployed_at - (select array_agg(c.counts_from order by c.place) from cte_commit as c)[a.place]
             , interval '0'
             )) / 3600
           )::integer as hours
         , count(*)::integer as pairs
      from cte_arrived as a
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
  'Stores how many systems of a snapshot had reached each commit, and which commits arrived since the previous one.';
