-- The newest state of every active system as of an instant: one index probe per system, whatever the number of its states.
-- Of two states at one instant the greater store path counts, so that the order of arrival says nothing.
create or replace function inventory.latest_states(as_of timestamptz, host_from text, host_to text)
returns table (
    hostname text
  , store_path text
  , configuration_revision text
  , deployed_at timestamptz
)
language sql
stable
parallel safe
as $$
  select s.hostname
       , newest.store_path
       , newest.configuration_revision
       , newest."timestamp"
    from inventory.systems as s
   cross join lateral (
           select t.store_path
                , t.configuration_revision
                , t."timestamp"
             from (
                    select x.store_path
                         , x.configuration_revision
                         , x."timestamp"
                      from inventory.system_states as x
                     where x.hostname = s.hostname
                       and x."timestamp" <= as_of
                     order by x."timestamp" desc
                     fetch first 1 row with ties
                  ) as t
            order by t.store_path collate "C" desc
            limit 1
         ) as newest
   where s.is_active
     and (host_from is null or s.hostname collate "C" >= host_from)
     and (host_to is null or s.hostname collate "C" < host_to)
$$;

comment on function inventory.latest_states(timestamptz, text, text) is
  'The newest state as of an instant of every active system that has one, from a host (inclusive) to a host (exclusive).';
