-- The names under which each flake evaluates anything as of an instant: what evaluations_by_name groups by, without asking
-- how the evaluations went.
create or replace function inventory.evaluation_names(as_of timestamptz)
returns table (
    flake_id integer
  , evaluation_name text
  , newest_at timestamptz
)
language sql
stable
rows 10000
-- Why hash joins: see system_facts. And names are quicker to hash than to sort.
set enable_nestloop = off
set enable_mergejoin = off
set enable_sort = off
-- compiling a plan takes seconds, and its costs say nothing where joins are forbidden
set jit = off
as $$
  select c.flake_id
       , d.derivation_name
       , max(coalesce(d.completed_at, d.scheduled_at, c.counts_from))
    from inventory.derivations as d
    join inventory.branch_commits(as_of, 'evidence') as c
      on c.id = d.commit_id
   where d.derivation_type = 'nixos'
     and coalesce(d.completed_at, d.scheduled_at, c.counts_from) <= as_of
   group by c.flake_id
          , d.derivation_name
$$;

comment on function inventory.evaluation_names(timestamptz) is
  'The names under which each flake has evaluations as of an instant, successful or not, of withdrawn commits too, and the time of the newest.';
