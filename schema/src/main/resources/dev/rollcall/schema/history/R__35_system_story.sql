-- The story of one system over the snapshots of a matching: each change of its status, with the reason
-- and the commit that it came to. A null status is not being in the inventory; the story begins with the
-- first snapshot that has the system.
create or replace function history.system_story(host text, matching text default 'evidence')
returns table (
    snapshot_id bigint
  , as_of timestamptz
  , run_trigger text
  , old_status text
  , new_status text
  , reason text
  , flake text
  , running_commit text
  , until timestamptz
)
language sql
stable
parallel safe
rows 100
set search_path = pg_catalog, pg_temp
as $$
  with cte_status as (
    select s.*
      from history.statuses_of(
             array[host]
           , array(select p.id from history.published_snapshots as p where p.matching = system_story.matching)
           ) as s
  )

  , cte_night as (
    select p.id
         , p.as_of
         , p.run_trigger
         , s.status
         , s.reason
         , s.flake
         , s.running_commit
         , lag(s.status) over (order by p.as_of) as old_status
      from history.published_snapshots as p
      left join cte_status as s
        on s.snapshot_id = p.id
     where p.matching = system_story.matching
  )

  select n.id
       , n.as_of
       , n.run_trigger
       , n.old_status
       , n.status
       , n.reason
       , n.flake
       , n.running_commit
       , lead(n.as_of) over (order by n.as_of)
    from cte_night as n
   where n.status is distinct from n.old_status
$$;

comment on function history.system_story(text, text) is
  'Each change of status of one system; until is the instant of the next change, null for the last.';
