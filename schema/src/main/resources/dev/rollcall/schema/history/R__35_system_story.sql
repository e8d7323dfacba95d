-- The story of one system, for use in psql.
drop function if exists history.system_story(text, text);

create function history.system_story(host text, matching text default 'evidence')
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
  , went_back_from text
)
language sql
stable
parallel safe
rows 100
set search_path = pg_catalog, pg_temp
as $$
  select s.snapshot_id
       , s.as_of
       , s.run_trigger
       , s.old_status
       , s.new_status
       , s.reason
       , s.flake
       , s.running_commit
       , s.until
       , s.went_back_from
    from history.system_stories(array[host], system_story.matching) as s
$$;

comment on function history.system_story(text, text) is
  'The status changes of one system, and each time it went back; see system_stories.';
