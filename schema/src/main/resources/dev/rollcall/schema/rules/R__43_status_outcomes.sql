-- What each status of a derivation says about the evaluation. A build that is unfinished or failed was evaluated, and is no
-- success all the same: nothing can be deployed from it.
create or replace view inventory.status_outcomes as
select t.id
     , t.is_success
     , case
         when t.is_success then 'success'
         when t.name like 'build-%' and not t.is_terminal then 'build-pending'
         when t.name like 'build-%' then 'build-failed'
         when not t.is_terminal then 'pending'
         else 'failed'
       end::inventory.evaluation_outcome as outcome
  from inventory.derivation_statuses as t;

comment on view inventory.status_outcomes is 'The outcome of an evaluation that each status of a derivation stands for.';
