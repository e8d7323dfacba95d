-- Refreshes the statistics of what an import of closures or advisories fills, for planning the night. On older servers only the
-- owner of a table can analyze it, and the import runs as another role.
create or replace function history.analyze_closures()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  analyze history.packages, history.package_sets, history.closures, history.advisories, history.advisory_sets, history.scanners, history.scans;
end
$$;

revoke execute on function history.analyze_closures() from public;

comment on function history.analyze_closures() is
  'Analyzes the tables of closures and advisories with the rights of their owner.';
