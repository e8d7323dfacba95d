-- Maps each status of a derivation to the outcome of its evaluation. An unfinished or failed build was evaluated, but does
-- not count as a success, because it can't be deployed.
--
-- A function, because a view would be dropped together with the views over Crystal Forge's tables.
create or replace function inventory.status_outcomes()
returns table (
    id integer
  , is_success boolean
  , outcome inventory.evaluation_outcome
)
language sql
stable
parallel safe
as $$
  select t.id
       , t.is_success
       , case
           when t.is_success then 'success'
           when t.name like 'build-%' and not t.is_terminal then 'build-pending'
           when t.name like 'build-%' then 'build-failed'
           when not t.is_terminal then 'pending'
           else 'failed'
         end::inventory.evaluation_outcome
    from inventory.derivation_statuses as t
$$;

comment on function inventory.status_outcomes() is
  'The outcome of an evaluation for each status of a derivation.';
