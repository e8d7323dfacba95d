-- Increased whenever the meaning of a status, reason or finding changes, so that nobody compares verdicts of different
-- versions unknowingly. RulesVersionTest compares it with the text of the rules.
create or replace function inventory.rules_version()
returns integer
language sql
immutable
parallel safe
as $$
  select 5
$$;

comment on function inventory.rules_version() is 'The version of the status rules; each snapshot records it.';
