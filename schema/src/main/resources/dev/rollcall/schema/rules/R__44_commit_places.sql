-- Where the commits of each flake stand as of an instant.
--
-- A position counts the commits of a flake from the newest (0) backwards. A place is one number with the position in its
-- high half and the id of the commit in its low half: the least of several places names the newest of their commits, and
-- no join has to find it again. newer_at is the time of the commit after it, infinity for the newest; it falls where the
-- position rises, so that the greatest of several belongs to the least place.
create or replace function inventory.commit_places(as_of timestamptz)
returns table (
    id integer
  , flake_id integer
  , commit_timestamp timestamptz
  , place bigint
  , newer_at timestamptz
)
language sql
stable
parallel safe
as $$
  select c.id
       , c.flake_id
       , c.commit_timestamp
       , ((row_number() over newest_first - 1) << 32) | c.id
       , lag(c.commit_timestamp, 1, 'infinity') over newest_first
    from inventory.commits as c
   where c.commit_timestamp <= as_of
  window newest_first as (partition by c.flake_id order by c.commit_timestamp desc, c.id desc)
$$;

comment on function inventory.commit_places(timestamptz) is
  'The commits of each flake as of an instant, with their places among them.';

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
