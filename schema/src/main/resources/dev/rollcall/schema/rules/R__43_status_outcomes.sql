-- What each status of a derivation says about the evaluation. A build that is unfinished or failed was evaluated, and is no
-- success all the same: nothing can be deployed from it.
--
-- A function, because a view would go with the views over Crystal Forge's tables when these are made anew.
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
  'The outcome of an evaluation that each status of a derivation stands for.';
