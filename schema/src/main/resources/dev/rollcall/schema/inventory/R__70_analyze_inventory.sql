-- Fresh statistics of a table that an import has just filled, by which the assessment is planned. Only the owner of a
-- table may make them, on older servers; an import is another role's.
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
  'Makes the statistics of a table of the inventory, with the rights of its owner.';
