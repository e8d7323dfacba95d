-- What the evaluations under each name in a flake come to as of an instant, in one pass over all of them, or by a probe for each of the given names. A position
-- counts the commits of a flake from the newest (0) backwards.
--
-- Grouped by name before any system is looked for: grouping and joining each have to hash every name, and the groups
-- are a twentieth of the rows.
create or replace function inventory.evaluations_by_name(as_of timestamptz, host_from text, host_to text, names text[])
returns table (
    flake_id integer
  , evaluation_name text
  , evaluated_position integer
  , records_store_paths boolean
  , newest_outcome text
)
language sql
stable
parallel safe
rows 10000
-- Why hash joins: see system_facts. And names are quicker to hash than to sort.
set enable_nestloop = off
set enable_mergejoin = off
set enable_sort = off
as $$
  select e.flake_id
       , e.derivation_name
       , min(e.position) filter (where e.outcome = 'success')
       , coalesce(bool_or(e.store_path is not null) filter (where e.outcome = 'success'), false)
       , min(e.outcome) filter (where e.position = 0)
    from (
           select c.flake_id
                , c.position
                , d.derivation_name
                , d.store_path
                -- statuses are few: looked up in lists, which is quicker than a join
                , case
                    when d.status_id = any (array(select t.id from inventory.derivation_statuses as t where t.is_success)) then 'success'
                    when d.status_id = any (array(select t.id from inventory.derivation_statuses as t where t.is_terminal)) then 'failed'
                    else 'pending'
                  end as outcome
             from (
                    select x.commit_id
                         , x.derivation_name
                         , x.store_path
                         , x.status_id
                         , coalesce(x.completed_at, x.scheduled_at) as recorded_at
                      from inventory.derivations as x
                     where names is null
                       and x.derivation_type = 'nixos'
                       -- an alias leads out of the range of its host
                       and (   (    (host_from is null or x.derivation_name collate "C" >= host_from)
                                and (host_to is null or x.derivation_name collate "C" < host_to))
                            or x.derivation_name in (select a.evaluation_name from inventory.system_aliases as a))
                     union all
                    select e.commit_id
                         , n.name
                         , e.store_path
                         , e.status_id
                         , e.recorded_at
                      from (select distinct unnest(names)) as n (name)
                     cross join lateral inventory.evaluations_of_name(n.name) as e
                  ) as d
             join (
                    select x.id
                         , x.flake_id
                         , x.commit_timestamp
                         , (row_number() over (partition by x.flake_id order by x.commit_timestamp desc, x.id desc) - 1)::integer as position
                      from inventory.commits as x
                     where x.commit_timestamp <= as_of
                  ) as c
               on c.id = d.commit_id
            where coalesce(d.recorded_at, c.commit_timestamp) <= as_of
         ) as e
   group by e.flake_id
          , e.derivation_name
$$;

comment on function inventory.evaluations_by_name(timestamptz, text, text, text[]) is
  'Per flake and evaluation name, as of an instant: the position of the newest successful commit, whether successful evaluations record store paths, and the outcome at the newest commit. From a host (inclusive) to a host (exclusive), and under every alias; or under the given names, a probe each.';
