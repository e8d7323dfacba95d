-- The systems to assess in a range of hosts, with their owner, environment and pin.
create or replace function inventory.registered_systems(matching text, host_from text, host_to text)
returns table (
    hostname text
  , flake_id integer
  , flake text
  , environment text
  , owner text
  , alias text
  , evaluation_name text
  , pinned_commit text
  , is_held boolean
)
language sql
stable
parallel safe
as $$
  select s.hostname
       , s.flake_id
       , f.name
       , s.environment
       , s.owner
       , a.evaluation_name
       , coalesce(a.evaluation_name, s.hostname)
       -- the original rule had no pins
       , case when matching = 'evidence' then s.pinned_commit end
       , matching = 'evidence' and s.pinned_commit is null and s.is_held
    from inventory.systems as s
    left join inventory.flakes as f
      on f.id = s.flake_id
    left join inventory.system_aliases as a
      on a.hostname = s.hostname
   where s.is_active
     and (host_from is null or s.hostname collate "C" >= host_from)
     and (host_to is null or s.hostname collate "C" < host_to)
$$;

comment on function inventory.registered_systems(text, text, text) is
  'The registered, active systems from a host (inclusive) to a host (exclusive), with their evaluation names and, unless matched by name, their pins.';
