-- The stories of some systems over the snapshots of a matching: each change of status and each time one went back, with the new reason and commit. A
-- null status means not in the inventory; a story begins with the first snapshot of the system. All systems at once, so that
-- each block of a packed night is unpacked only once.
drop function if exists history.system_stories(text[], text);

create function history.system_stories(hosts text[], matching text default 'evidence')
returns table (
    hostname text
  , snapshot_id bigint
  , as_of timestamptz
  , run_trigger text
  , old_status text
  , new_status text
  , reason text
  , flake text
  , running_commit text
  , until timestamptz
  , went_back_from text
)
language sql
stable
parallel safe
rows 1000
set search_path = pg_catalog, pg_temp
as $$
  with cte_status as (
    select s.*
      from history.statuses_of(
             hosts
           , array(select p.id from history.published_snapshots as p where p.matching = system_stories.matching)
           ) as s
  )

  , cte_night as (
    select h.hostname
         , p.id
         , p.as_of
         , p.run_trigger
         , s.status
         , s.reason
         , s.flake
         , s.running_commit
         , lag(s.status) over (partition by h.hostname order by p.as_of) as old_status
         , b.from_commit as went_back_from
      from history.published_snapshots as p
     cross join unnest(hosts) as h (hostname)
      left join cte_status as s
        on s.snapshot_id = p.id
       and s.hostname = h.hostname
      left join history.rollbacks as b
        on b.snapshot_id = p.id
       and b.hostname = h.hostname
     where p.matching = system_stories.matching
  )

  select n.hostname
       , n.id
       , n.as_of
       , n.run_trigger
       , n.old_status
       , n.status
       , n.reason
       , n.flake
       , n.running_commit
       , lead(n.as_of) over (partition by n.hostname order by n.as_of)
       , n.went_back_from
    from cte_night as n
   where n.status is distinct from n.old_status
      or n.went_back_from is not null
$$;

comment on function history.system_stories(text[], text) is
  'The status changes of some systems, and each time one went back to an older commit (from the newer went_back_from); until is the time of the next row, null for the last.';
