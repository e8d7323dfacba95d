-- Refreshes the statistics of a table that an import has filled, for planning the assessment. On older servers only the
-- owner of a table can analyze it, and the import runs as another role.
create or replace function inventory.analyze_inventory(filled regclass)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if filled not in (
       'inventory.flakes'::regclass
     , 'inventory.commits'::regclass
     , 'inventory.branch_periods'::regclass
     , 'inventory.systems'::regclass
     , 'inventory.derivations'::regclass
     , 'inventory.system_states'::regclass
     , 'inventory.heartbeats'::regclass
     ) then
    raise exception '% is no table that an import fills', filled;
  end if;
  execute format('analyze %s', filled);
end
$$;

revoke execute on function inventory.analyze_inventory(regclass) from public;

comment on function inventory.analyze_inventory(regclass) is
  'Analyzes a table that an import fills with the rights of its owner.';
