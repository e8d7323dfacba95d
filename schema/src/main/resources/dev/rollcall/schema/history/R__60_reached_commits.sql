-- Which commit each system of a snapshot has reached: the one that it runs, or the newest one after it that changes nothing for
-- the system. What runs the closure of an evaluation is already known by the newest commit that builds it; where only the
-- revision is known, the recipes decide, if the snapshot stores which systems each commit leaves unchanged.
--
-- Systems that never reported are left out. Without evidence the evaluated commit stands in for the running one, and for a pinned
-- system the pin, if it is evaluated, as in the rules of the statuses.
create or replace function history.reached_commits(snapshot bigint)
returns table (
    hostname text
  , flake text
  , environment text
  , owner text
  , evaluation_name text
  , basis text
  , deployed_at timestamptz
  , git_commit_hash text
)
language sql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  with cte_system as (
    select s.hostname
         , s.flake
         , s.environment
         , s.owner
         , coalesce(s.alias, s.hostname) as evaluation_name
         , s.basis
         , s.deployed_at
         , case
             when s.basis is distinct from 'name' then s.running_commit
             when s.pinned_commit is null then s.evaluated_commit
             when s.reason = 'runs-pin' then lower(s.pinned_commit)
           end as git_commit_hash
         , case when s.basis = 'revision' and s.pinned_commit is null then s.commits_behind end as commits_behind
      from history.system_statuses as s
     where s.snapshot_id = snapshot
       and s.flake is not null
       and s.status <> 'Offline'
  )

  -- place 1 is the newest
  , cte_line as materialized (
    select l.flake
         , l.place
         , c.git_commit_hash
         , c.leaves_alone
         , bool_or(c.leaves_alone is not null) over (partition by l.flake) as is_known
      from (
             select x.flake
                  , unnest(x.commit_ids) as id
                  , generate_subscripts(x.commit_ids, 1) as place
               from history.commit_lines as x
              where x.snapshot_id = snapshot
           ) as l
      join history.packed_commits as c
        on c.id = l.id
  )

  -- the oldest commit after the running one that may change something is the limit
  , cte_way as (
    select s.hostname
         , s.flake
         , s.commits_behind
         , coalesce(max(l.place) filter (where (s.evaluation_name = any (l.leaves_alone)) is not true), 0) + 1 as place
      from cte_system as s
      join cte_line as l
        on l.flake = s.flake
       and l.place <= s.commits_behind
       and l.is_known
     where s.commits_behind > 0
     group by s.hostname
            , s.flake
            , s.commits_behind
    having count(*) = s.commits_behind
  )

  select s.hostname
       , s.flake
       , s.environment
       , s.owner
       , s.evaluation_name
       , s.basis
       , s.deployed_at
       , coalesce(w.git_commit_hash, s.git_commit_hash)
    from cte_system as s
    left join (
           select x.hostname
                , l.git_commit_hash
             from cte_way as x
             -- the next place is that of the running commit itself
             join cte_line as l
               on l.flake = x.flake
              and l.place = x.place
              and l.place <= x.commits_behind
         ) as w
      on w.hostname = s.hostname
$$;

comment on function history.reached_commits(bigint) is
  'Per system of a snapshot the commit that it has reached, null if unknown.';
