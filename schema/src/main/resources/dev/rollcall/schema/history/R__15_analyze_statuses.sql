-- Fresh statistics of what a run has just written, by which the statements after it are planned. Only the owner of a table
-- may make them, on older servers; the job is another role.
create or replace function history.analyze_statuses()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  analyze history.recent_statuses;
end
$$;

revoke execute on function history.analyze_statuses() from public;

comment on function history.analyze_statuses() is
  'Makes the statistics of recent_statuses, with the rights of its owner.';
