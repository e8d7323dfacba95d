-- What packed nights refer to outlives them where others refer to it too. To be called after snapshots
-- were removed; it reads every packed night once.
create or replace function history.forget_unreferenced()
returns void
language sql
volatile
as $$
  delete from history.deployments as d
   where d.id not in (select unnest(p.deployments) from history.packed_statuses as p);

  delete from history.standings as s
   where s.id not in (select unnest(p.standings) from history.packed_statuses as p);
$$;

comment on function history.forget_unreferenced() is
  'Removes the deployments and standings that no packed snapshot refers to any more.';
