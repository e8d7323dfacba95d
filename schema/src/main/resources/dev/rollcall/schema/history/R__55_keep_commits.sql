-- Keeps what a report needs to name the commits that systems lack: for each flake with a system that is behind, its newest
-- commits down to the one that the system farthest behind is measured by, but no more than the longest line.
--
-- A system that waits for its pin is measured from there. A name that several flakes have (Crystal Forge allows it) does
-- not tell whose commits they are.
--
-- The digests identify content, so they must not depend on how the session writes times. Crystal Forge's commits have no
-- subject and no author, so these are taken as keys.
create or replace function history.keep_commits(snapshot bigint, longest integer)
returns void
language sql
volatile
set timezone = 'UTC'
set datestyle = 'ISO'
-- the facts of a night have no index, and no statistics yet
set enable_nestloop = off
set search_path = pg_catalog, pg_temp
as $$
  with cte_behind as (
    select r.flake
         , case when r.reason = 'awaiting-pin' then lower(r.pinned_commit) end as pin
         , max(r.commits_behind) as commits
      from history.recent_statuses as r
     where r.snapshot_id = snapshot
       and r.commits_behind > 0
     group by 1, 2
  )

  , cte_flake as (
    select f.name
         , min(f.id) as id
      from inventory.flakes as f
     group by f.name
    having count(*) = 1
  )

  , cte_reach as (
    select f.id
         , f.name
         , max(coalesce(inventory.position_of(pin.place), 0) + b.commits) as last_position
      from cte_behind as b
      join cte_flake as f
        on f.name collate "C" = b.flake
      left join history.night_commits as pin
        on pin.snapshot_id = snapshot
       and pin.flake_id = f.id
       and pin.git_commit_hash = b.pin
       and pin.place is not null
     group by f.id
            , f.name
  )

  , cte_line as (
    select r.name
         , n.place
         , n.git_commit_hash
         , n.counts_from
         , to_jsonb(k) ->> 'subject' as subject
         , to_jsonb(k) ->> 'author' as author
      from cte_reach as r
      join history.night_commits as n
        on n.flake_id = r.id
       and inventory.position_of(n.place) <= least(r.last_position, longest - 1)
      join inventory.commits as k
        on k.id = n.id
     where n.snapshot_id = snapshot
  )

  , cte_found as materialized (
    select sha256(convert_to(row(l.git_commit_hash, l.counts_from, l.subject, l.author)::text, 'UTF8')) as digest
         , l.*
      from cte_line as l
  )

  , cte_new as (
    insert into history.packed_commits (digest, git_commit_hash, counts_from, subject, author)
    select distinct on (f.digest)
           f.digest
         , f.git_commit_hash
         , f.counts_from
         , f.subject
         , f.author
      from cte_found as f
     where not exists (select from history.packed_commits as p where p.digest = f.digest)
    returning id, digest
  )

  insert into history.commit_lines (snapshot_id, flake, commit_ids)
  select snapshot
       , f.name
       , array_agg(c.id order by f.place)
    from cte_found as f
    join (
           select p.id
                , p.digest
             from history.packed_commits as p
            union all
           select n.id
                , n.digest
             from cte_new as n
         ) as c
      on c.digest = f.digest
   group by f.name
$$;

comment on function history.keep_commits(bigint, integer) is
  'Keeps the commits that systems of a snapshot lack, from the facts of its night, which have to be there still; of each flake no more than so many.';
