-- What the rules are, in short: any function of the inventory that is another gives another digest.
create or replace function inventory.rules_digest()
returns text
language sql
stable
as $$
  select md5(string_agg(
           p.proname || pg_get_function_identity_arguments(p.oid) || p.prosrc
         , '' order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"))
    from pg_proc as p
    join pg_namespace as n
      on n.oid = p.pronamespace
     and n.nspname = 'inventory'
$$;

comment on function inventory.rules_digest() is
  'The same for as long as no function of the inventory changes, so that nobody mixes the verdicts of two versions.';
