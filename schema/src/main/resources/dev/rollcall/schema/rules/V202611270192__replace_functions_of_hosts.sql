-- These functions get more columns, which a function can't while it exists. The view over assess_systems moves to the new
-- one and stays, with whatever others have built on it; then the old one goes (R__70_view_systems_status_table).
drop function if exists inventory.host_facts(timestamptz, text, text);
drop function if exists inventory.known_hosts(timestamptz, text, text, bigint);
drop function if exists inventory.running_facts(timestamptz, text, text, text, bigint);
drop function if exists inventory.system_facts(timestamptz, text, text, text, bigint);

do $$
begin
  if to_regprocedure('inventory.assess_systems(timestamptz, text, interval, text, text, bigint)') is not null then
    alter function inventory.assess_systems(timestamptz, text, interval, text, text, bigint) rename to former_assess_systems;
  end if;
end
$$;
