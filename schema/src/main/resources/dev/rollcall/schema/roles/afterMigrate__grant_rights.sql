-- Grants the roles of create_roles.sql, if they exist, exactly the rights they need. Runs after every migration,
-- because recreated views lose their grants.
do
$$
declare
  own_table text;
  role text;
begin
  -- only the owner of the schemas can grant
  if not exists (
       select
         from pg_catalog.pg_namespace
        where nspname = 'history'
          and pg_has_role(nspowner, 'usage')
     ) then
    return;
  end if;

  if exists (select from pg_catalog.pg_roles where rolname = 'rollcall_reader') then
    revoke all on all tables in schema inventory, history, batch from rollcall_reader;
    grant usage on schema inventory, history to rollcall_reader;
    grant select on all tables in schema inventory, history to rollcall_reader;
    grant execute on all functions in schema inventory, history to rollcall_reader;
    revoke execute on function history.analyze_statuses(), history.analyze_closures() from rollcall_reader;
  end if;

  if exists (select from pg_catalog.pg_roles where rolname = 'rollcall_job') then
    revoke all on all tables in schema inventory, history, batch from rollcall_job;
    grant usage on schema inventory, history, batch to rollcall_job;
    grant select on all tables in schema inventory to rollcall_job;
    grant select, insert, update, delete on all tables in schema history, batch to rollcall_job;
    grant usage on all sequences in schema history, batch to rollcall_job;
    grant execute on all functions in schema inventory, history to rollcall_job;
    revoke insert, update, delete on history.flyway_schema_history, history.identity, history.program from rollcall_job;
  end if;

  if exists (select from pg_catalog.pg_roles where rolname = 'rollcall_import') then
    revoke all on all tables in schema inventory, history, batch from rollcall_import;
    grant usage on schema inventory, history to rollcall_import;
    grant select on all tables in schema inventory to rollcall_import;
    grant execute on all functions in schema inventory to rollcall_import;
    grant select on history.flyway_schema_history, history.program to rollcall_import;
    grant delete on inventory.system_aliases to rollcall_import;
    grant select, insert, update on history.packages, history.package_sets, history.closures to rollcall_import;
    grant select, insert on history.advisories, history.advisory_sets, history.scanners, history.scans to rollcall_import;
    grant execute on function history.analyze_closures() to rollcall_import;
    -- on Crystal Forge's tables everything except the aliases is a read-only view
    for own_table in
      select c.oid::regclass::text
        from pg_catalog.pg_class as c
       where c.relnamespace = 'inventory'::regnamespace
         and c.relkind = 'r'
         and c.relname not in ('adapter', 'derivation_statuses')
    loop
      execute format('grant insert, update on %s to rollcall_import', own_table);
    end loop;
  end if;

  -- functions with the owner's rights are for the roles that write the tables
  if to_regprocedure('inventory.analyze_inventory(regclass)') is not null then
    foreach role in array array['rollcall_reader', 'rollcall_job'] loop
      if exists (select from pg_catalog.pg_roles where rolname = role) then
        execute format('revoke execute on function inventory.analyze_inventory(regclass) from %I', role);
      end if;
    end loop;
  end if;
end
$$;
