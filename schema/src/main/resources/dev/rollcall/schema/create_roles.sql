-- The four least-privileged roles of Rollcall. An administrator of the server runs this once per database,
-- before or after the first 'rollcall migrate':
--
--   rollcall migrate --print-roles | psql --dbname fleet
--
-- It is safe to repeat. The roles have no passwords: set them (\password rollcall_job), or configure certificates or
-- peer authentication in pg_hba.conf. Every 'rollcall migrate' grants the rights.
--
--   rollcall_owner   owns the schemas and migrates them; on Crystal Forge's tables the only one that reads them
--   rollcall_import  writes Rollcall's own inventory, the aliases and the packages of closures, but no snapshots
--   rollcall_job     reads the inventory and writes the history: run, gate, backfill, prune, report
--   rollcall_reader  reads both: status, explain, doctor, history, diff, rollout, packages, advisories,
--                   and dashboards
do
$$
declare
  role text;
  object record;
begin
  -- where others can create functions in public, the superuser must not run them
  set local search_path = pg_catalog, pg_temp;

  foreach role in array array['rollcall_owner', 'rollcall_import', 'rollcall_job', 'rollcall_reader'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = role) then
      execute format('create role %I login', role);
    end if;
    execute format('grant connect on database %I to %I', current_database(), role);
  end loop;
  execute format('grant create, temporary on database %I to rollcall_owner', current_database());
  execute format('grant temporary on database %I to rollcall_import, rollcall_job', current_database());

  -- objects that another role has migrated go to the owner
  for object in
    select format('alter schema %I owner to rollcall_owner', n.nspname) as statement
      from pg_catalog.pg_namespace as n
     where n.nspname in ('inventory', 'history', 'batch')
     union all
    select format(
             'alter %s %s owner to rollcall_owner'
           , case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end
           , c.oid::regclass
           )
      from pg_catalog.pg_class as c
     where c.relnamespace::regnamespace::text in ('inventory', 'history', 'batch')
       and c.relkind in ('r', 'p', 'v', 'm', 'S')
       -- the sequence of an identity column follows its table
       and not exists (
             select
               from pg_catalog.pg_depend as d
              where d.classid = 'pg_class'::regclass
                and d.objid = c.oid
                and d.deptype in ('a', 'i')
                and c.relkind = 'S'
           )
     union all
    select format('alter routine %s owner to rollcall_owner', p.oid::regprocedure)
      from pg_catalog.pg_proc as p
     where p.pronamespace::regnamespace::text in ('inventory', 'history', 'batch')
     union all
    select format('alter type %s owner to rollcall_owner', t.oid::regtype)
      from pg_catalog.pg_type as t
     where t.typnamespace::regnamespace::text in ('inventory', 'history', 'batch')
       and t.typtype = 'e'
  loop
    execute object.statement;
  end loop;
end
$$;
