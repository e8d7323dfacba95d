-- The commits of each flake that are known at a point in time, and their positions on the branch.
--
-- position counts backwards from the newest commit (0), so it is the number of commits behind. place combines the position
-- in its high half with the commit id in its low half: the least of several places identifies the newest of their commits
-- without another join.
--
-- since is the effective time by dates: an import of an outdated clone withdraws commits that the next one brings back, and that must
-- not make a system less far behind. So a commit that returned has the time of its first stay, and no commit an earlier one than those
-- before it. newer_at is that of the next newer commit, infinity for the newest. It falls as the position rises, so the greatest
-- newer_at belongs to the least place.
--
-- Withdrawn commits have no place on the branch; withdrawn_place orders them among themselves.
--
-- The original rule (matching name) ignores first parents and withdrawal: its order is (commit_timestamp, id).
drop function if exists inventory.branch_commits(timestamptz, text);

create or replace function inventory.branch_commits(as_of timestamptz, matching text)
returns table (
    id integer
  , flake_id integer
  , git_commit_hash text
  , commit_timestamp timestamptz
  , counts_from timestamptz
  , place bigint
  , newer_at timestamptz
  , withdrawn_place bigint
  , since timestamptz
)
language sql
stable
parallel safe
as $$
  with cte_ended as (
    select p.commit_id as id
         , p.flake_id
         , p.git_commit_hash
         , p.commit_timestamp
         , max(p.depth) as depth
         , max(p.counts_from) as counts_from
         , min(p.counts_from) as since
      from inventory.commit_periods as p
     where matching = 'evidence'
       and p.counts_until <= as_of
     group by p.commit_id
            , p.flake_id
            , p.git_commit_hash
            , p.commit_timestamp
  )

  , cte_on_branch as (
    select p.commit_id as id
         , p.flake_id
         , p.git_commit_hash
         , p.commit_timestamp
         , p.depth
         , p.counts_from
      from inventory.commit_periods as p
     where matching = 'evidence'
       and p.counts_from <= as_of
       and p.counts_until > as_of
     union all
    select c.id
         , c.flake_id
         , c.git_commit_hash
         , c.commit_timestamp
         , 0
         , c.commit_timestamp
      from inventory.commits as c
     where matching = 'name'
       and c.commit_timestamp <= as_of
  )

  , cte_dated as (
    select b.id
         , b.flake_id
         , b.git_commit_hash
         , b.commit_timestamp
         , b.depth
         , b.counts_from
         , max(least(b.counts_from, e.since)) over (partition by b.flake_id order by b.counts_from, b.depth, b.id) as since
      from cte_on_branch as b
      left join cte_ended as e
        on e.id = b.id
  )

  select b.id
       , b.flake_id
       , b.git_commit_hash
       , b.commit_timestamp
       , b.counts_from
       , ((row_number() over newest_first - 1) << 32) | b.id::bigint
       , pg_catalog.lag(b.since, 1, 'infinity') over newest_first
       , null::bigint
       , b.since
    from cte_dated as b
  window newest_first as (partition by b.flake_id order by b.counts_from desc, b.depth desc, b.id desc)
   union all
  select w.id
       , w.flake_id
       , w.git_commit_hash
       , w.commit_timestamp
       , w.counts_from
       , null
       , null
       , ((row_number() over (partition by w.flake_id order by w.counts_from desc, w.depth desc, w.id desc) - 1) << 32) | w.id::bigint
       , w.since
    from cte_ended as w
   where not exists (select from cte_on_branch as b where b.id = w.id)
$$;

comment on function inventory.branch_commits(timestamptz, text) is
  'The commits of each flake that are known at a point in time: those on its branch with their places, withdrawn ones without.';

create or replace function inventory.position_of(place bigint)
returns integer
language sql
immutable
parallel safe
as $$
  select (place >> 32)::integer
$$;

comment on function inventory.position_of(bigint) is 'The number of newer commits on the branch.';

create or replace function inventory.commit_of(place bigint)
returns integer
language sql
immutable
parallel safe
as $$
  select (place & 4294967295)::integer
$$;

comment on function inventory.commit_of(bigint) is 'The id of the commit.';
