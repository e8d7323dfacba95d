-- Refreshes the statistics of what a run has written, for planning the following statements. On older servers only the owner
-- of a table can analyze it, and the job runs as another role.
create or replace function history.analyze_statuses()
returns void
language plpgsql
security definer
-- a fifth of the default sample is enough for a fleet of any size
set default_statistics_target = 20
set search_path = pg_catalog, pg_temp
as $$
begin
  analyze history.recent_statuses;
end
$$;

revoke execute on function history.analyze_statuses() from public;

comment on function history.analyze_statuses() is
  'Analyzes recent_statuses with the rights of its owner.';
