-- The decision on one system, step by step: each rule up to the one that decides, whether it applies and because of what,
-- and last the reason. The verdict and its facts come from assess_systems and system_facts; this function only adds what the
-- output needs: which commit, name and flake match what runs.
--
-- If rule 3 or 11 decides, a second row of the same rule follows with the question 'target': whether the system is where it
-- should be. Its because is the reason of the verdict.
create or replace function inventory.rule_steps(as_of timestamptz, matching text, host text)
returns table (
    step integer
  , rule integer
  , question text
  , holds boolean
  , because text
  , flake text
  , evaluation_name text
  , git_commit_hash text
  , happened_at timestamptz
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- a name followed by the least character ends a range that contains little more than the name
  with cte_verdict as materialized (
    select a.status
         , a.reason
         , f.*
         , s.flake_id
         , coalesce(f.matched_name, f.alias, f.hostname) as asked_name
         , lower(f.configuration_revision collate "C") as revision
         , case
             when a.reason = 'never-deployed' then 1
             when a.reason = 'no-flake' then 2
             when f.running_position is not null then 3
             when a.reason = 'withdrawn-commit' then 4
             when a.reason = 'other-system' then 5
             when a.reason = 'other-flake' then 6
             when a.reason = 'dirty-revision' then 7
             when a.reason = 'unrecognised-revision' then 8
             when a.reason = 'unrecognised-closure' then 9
             when a.reason in ('no-commits', 'no-successful-evaluation') then 10
             else 11
           end as decisive_rule
      from inventory.system_facts(as_of, matching, host, host || chr(1), null) as f
      join inventory.assess_systems(as_of, matching, interval '4 hours', host, host || chr(1)) as a
        on a.hostname = f.hostname
      join inventory.systems as s
        on s.hostname = f.hostname
     where f.hostname = host
  )

  , cte_commit as materialized (
    select b.id
         , b.flake_id
         , f.name as flake
         , b.git_commit_hash
         , b.counts_from
         , b.place
         , b.withdrawn_place
      from inventory.branch_commits(as_of, matching) as b
      join inventory.flakes as f
        on f.id = b.flake_id
  )

  -- what matches what runs, by store path, else by revision, newest commit first
  , cte_account as materialized (
    select c.flake_id
         , c.flake
         , e.derivation_name as evaluation_name
         , c.git_commit_hash
         , c.place
         , c.withdrawn_place
         , 'store-path' as basis
      from cte_verdict as v
     cross join lateral inventory.evaluations_of_closure(v.store_path) as e
      join cte_commit as c
        on c.id = e.commit_id
     where matching = 'evidence'
       and coalesce(e.recorded_at, c.counts_from) <= as_of
     union all
    select c.flake_id
         , c.flake
         , null
         , c.git_commit_hash
         , c.place
         , c.withdrawn_place
         , 'revision'
      from cte_verdict as v
      join cte_commit as c
        on starts_with(c.git_commit_hash, v.revision)
     where matching = 'evidence'
       and v.revision ~ '^[0-9a-f]{7,64}$'
  )

  , cte_named as (
    select count(*) as commits
      from cte_account as x
      join cte_verdict as v
        on v.flake_id = x.flake_id
     where x.basis = 'revision'
  )

  -- Why the revision identifies no commit, in this order.
  , cte_revision as (
    select case
             when v.configuration_revision is null then 'no-revision'
             when v.is_dirty then 'revision-dirty'
             when v.revision !~ '^[0-9a-f]+$' then 'revision-no-hash'
             when length(v.revision) < 7 then 'revision-short'
             when n.commits > 1 then 'revision-ambiguous'
             else 'revision-unknown'
           end as because
      from cte_verdict as v
     cross join cte_named as n
  )

  , cte_rule as (
    select r.rule
         , r.question
         , r.rule = v.decisive_rule as holds
         , case r.rule
             when 1 then case when v.has_state then 'state' else 'no-state' end
             when 2 then case when v.flake is null then 'no-flake' else 'flake' end
             when 3 then
               case
                 when v.running_position is not null and v.basis = 'revision' then
                   case when v.running_commit = v.revision then 'revision' else 'revision-prefix' end
                 when v.running_position is not null and v.matched_name is not null then 'other-name'
                 when v.running_position is not null then 'store-path'
                 when v.is_withdrawn then 'only-withdrawn'
                 when v.is_of_other_system then 'only-other-system'
                 when v.is_of_other_flake then 'only-other-flake'
                 else (select x.because from cte_revision as x)
               end
             when 4 then
               case
                 when not v.is_withdrawn then 'not-withdrawn'
                 when v.basis = 'revision' then 'withdrawn-revision'
                 else 'withdrawn-closure'
               end
             when 5 then case when v.is_of_other_system then 'other-system' else 'no-other-system' end
             when 6 then
               case
                 when not v.is_of_other_flake then 'no-other-flake'
                 when exists (select from cte_account as x where x.basis = 'store-path') then 'other-flake-closure'
                 else 'other-flake-revision'
               end
             when 7 then
               case when v.is_dirty then 'dirty' when v.configuration_revision is null then 'no-revision' else 'not-dirty' end
             when 8 then
               case
                 when v.is_unrecognised_revision then 'unrecognised-revision'
                 when v.configuration_revision is null then 'no-revision'
                 when v.revision !~ '^([0-9a-f]{40}|[0-9a-f]{64})$' then 'not-whole'
                 else 'flake-without-commits'
               end
             when 9 then
               case
                 when v.records_store_path then 'path-recorded'
                 when v.pin_position is not null and v.compared_position is null then 'nothing-built-up-to-pin'
                 when v.evaluated_commit is null then 'nothing-evaluated'
                 else 'path-not-recorded'
               end
             when 10 then
               case
                 when v.newest_commit is null then 'no-commits'
                 when v.evaluated_commit is null then 'no-successful-evaluation'
                 else 'evaluated'
               end
             else
               case
                 when matching = 'name' then 'by-name'
                 when v.pinned_commit is not null and v.pin_position is not null and v.compared_position is null then 'nothing-up-to-pin'
                 when v.pinned_commit is not null and v.pin_position is not null then 'stands-in-up-to-pin'
                 else 'stands-in'
               end
           end as because
      from cte_verdict as v
      join (
             values (1, 'state')
                  , (2, 'flake')
                  , (3, 'running-commit')
                  , (4, 'withdrawn-commit')
                  , (5, 'other-system')
                  , (6, 'other-flake')
                  , (7, 'dirty-revision')
                  , (8, 'unknown-revision')
                  , (9, 'unknown-closure')
                  , (10, 'evaluation')
                  , (11, 'stand-in')
           ) as r (rule, question)
        on r.rule <= v.decisive_rule
       -- the original rule has no others
       and (matching = 'evidence' or r.rule in (1, 2, 10, 11))
     union all
    select v.decisive_rule
         , 'target'
         , v.status = 'Up to Date'
         , v.reason
      from cte_verdict as v
     where v.decisive_rule in (3, 11)
  )

  select (row_number() over (order by r.rule, r.question = 'target'))::integer
       , r.rule
       , r.question
       , r.holds
       , r.because
       , coalesce(other.flake, v.flake)
       , coalesce(other.evaluation_name, v.asked_name)
       , case
           when other.git_commit_hash is not null then other.git_commit_hash
           when r.because in ('runs-pin', 'awaiting-pin') then v.pinned_commit
           when r.because in ('stands-in-up-to-pin', 'evaluated', 'path-recorded', 'path-not-recorded', 'by-name', 'stands-in', 'held') then
             coalesce(
               (
                 select c.git_commit_hash
                   from cte_commit as c
                  where c.flake_id = v.flake_id
                    and r.because in ('stands-in-up-to-pin', 'path-recorded', 'path-not-recorded')
                    and inventory.position_of(c.place) = v.compared_position
               )
             , v.evaluated_commit
             )
           when r.because = 'awaiting-deployment' then coalesce(v.evaluated_commit, v.newest_commit)
           when r.because = v.reason then v.newest_commit
           when r.rule in (3, 4) then v.running_commit
         end
       , case
           when r.rule = 1 then v.deployed_at
           when r.rule = 4 and v.is_withdrawn then
             (
               select max(p.counts_until)
                 from inventory.commit_periods as p
                where p.flake_id = v.flake_id
                  and p.git_commit_hash = v.running_commit
                  and p.counts_until <= as_of
             )
         end
    from cte_rule as r
   cross join cte_verdict as v
    left join lateral (
           select x.flake
                , x.evaluation_name
                , x.git_commit_hash
             from cte_account as x
            where case r.because
                    when 'other-system' then x.flake_id = v.flake_id and x.basis = 'store-path'
                    when 'other-flake-closure' then x.flake_id <> v.flake_id and x.basis = 'store-path'
                    when 'other-flake-revision' then
                      x.flake_id <> v.flake_id
                      and x.basis = 'revision'
                      and not exists (
                            select
                              from cte_account as twin
                             where twin.basis = 'revision'
                               and twin.flake_id = x.flake_id
                               and twin.git_commit_hash <> x.git_commit_hash
                          )
                    else false
                  end
            order by x.place nulls last, x.withdrawn_place, x.evaluation_name collate "C", x.flake collate "C"
            limit 1
         ) as other
      on true
   order by 1
$$;

comment on function inventory.rule_steps(timestamptz, text, text) is
  'The steps of the decision on one system at a point in time, up to the rule that decides. because: why the rule applies or not; for the question target, the reason of the verdict.';
