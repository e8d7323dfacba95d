-- The version of the status rules: a number that goes up with every change of what a status, a reason or a finding means, so
-- that nobody compares verdicts of two versions unawares. A test holds it against the text of the rules.
create or replace function inventory.rules_version()
returns integer
language sql
immutable
parallel safe
as $$
  select 2
$$;

comment on function inventory.rules_version() is 'The version of the status rules; each snapshot keeps the one that made it.';
