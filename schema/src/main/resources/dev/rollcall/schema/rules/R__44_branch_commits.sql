-- The commits of each flake that are known as of an instant, and where they stand on its branch.
--
-- A position counts the commits of a flake from the newest (0) backwards, so it is the number of commits behind. A place is
-- one number with the position in its high half and the id of the commit in its low half: the least of several places names
-- the newest of their commits, and no join has to find it again. newer_at is the effective time of the commit after it,
-- infinity for the newest; it falls where the position rises, so the greatest of several belongs to the least place.
--
-- A withdrawn commit is known but has no place on the branch; withdrawn_place orders these among themselves.
--
-- The original rule (matching name) knows neither lines nor withdrawal: its order is (commit_timestamp, id).
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
)
language sql
stable
parallel safe
as $$
  with cte_on_branch as (
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

  , cte_withdrawn as (
    select p.commit_id as id
         , p.flake_id
         , p.git_commit_hash
         , p.commit_timestamp
         , max(p.depth) as depth
         , max(p.counts_from) as counts_from
      from inventory.commit_periods as p
     where matching = 'evidence'
       and p.counts_until <= as_of
       and not exists (
             select
               from inventory.commit_periods as later
              where later.commit_id = p.commit_id
                and later.counts_from <= as_of
                and later.counts_until > as_of
           )
     group by p.commit_id
            , p.flake_id
            , p.git_commit_hash
            , p.commit_timestamp
  )

  select b.id
       , b.flake_id
       , b.git_commit_hash
       , b.commit_timestamp
       , b.counts_from
       , ((row_number() over newest_first - 1) << 32) | b.id::bigint
       , pg_catalog.lag(b.counts_from, 1, 'infinity') over newest_first
       , null::bigint
    from cte_on_branch as b
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
    from cte_withdrawn as w
$$;

comment on function inventory.branch_commits(timestamptz, text) is
  'The commits of each flake that are known as of an instant: those on its branch with their places, withdrawn ones without.';

create or replace function inventory.position_of(place bigint)
returns integer
language sql
immutable
parallel safe
as $$
  select (place >> 32)::integer
$$;

comment on function inventory.position_of(bigint) is 'How many newer commits the flake of a place has.';

create or replace function inventory.commit_of(place bigint)
returns integer
language sql
immutable
parallel safe
as $$
  select (place & 4294967295)::integer
$$;

comment on function inventory.commit_of(bigint) is 'The id of the commit at a place.';
