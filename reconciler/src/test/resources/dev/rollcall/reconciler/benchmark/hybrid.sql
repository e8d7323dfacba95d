-- The shape 'ct' that Rollcall was designed from (ranked commits in a temporary table, a probe for each system's newest
-- state, heartbeat and closure, one aggregate of the evaluations), to compare with: it knows no revisions, pins, aliases
-- or other flakes, and no evaluation time. Setting: benchmark.as_of.
drop table if exists pg_temp.ranked_commits;

create temporary table ranked_commits as
select c.id
     , c.flake_id
     , ((row_number() over (partition by c.flake_id order by c.commit_timestamp desc, c.id desc) - 1) << 32) | c.id as k
  from inventory.commits as c
 where c.commit_timestamp <= current_setting('benchmark.as_of')::timestamptz;

create unique index on ranked_commits (id) include (flake_id, k);
analyze ranked_commits;

insert into public.hybrid_target
with cte_evaluated as (
  select r.flake_id
       , d.derivation_name
       , min(r.k) as k
    from inventory.derivations as d
    join ranked_commits as r
      on r.id = d.commit_id
   where d.derivation_type = 'nixos'
     and d.status_id in (5, 10, 11)
   group by r.flake_id
          , d.derivation_name
)

, cte_tip as (
  select r.flake_id
       , r.id
    from ranked_commits as r
   where r.k < 4294967296
)

select s.hostname
     , s.flake_id
     , state."timestamp"
     , greatest(state."timestamp", heartbeat."timestamp")
     , state.store_path
     , running.id
     , tip.id
     , (evaluated.k & 4294967295)::integer
     , coalesce(running.behind, (evaluated.k >> 32)::integer)
     , case
         when state."timestamp" is null then 'Offline'
         when coalesce(running.id, (evaluated.k & 4294967295)::integer) is null then 'Unknown State'
         when coalesce(running.behind, (evaluated.k >> 32)::integer) = 0 then 'Up to Date'
         else 'Outdated'
       end
  from inventory.systems as s
  left join lateral (
         select x.store_path
              , x."timestamp"
           from inventory.system_states as x
          where x.hostname = s.hostname
            and x."timestamp" <= current_setting('benchmark.as_of')::timestamptz
          order by x."timestamp" desc, x.id desc
          limit 1
       ) as state
    on true
  left join lateral (
         select h."timestamp"
           from inventory.heartbeats as h
          where h.hostname = s.hostname
            and h."timestamp" <= current_setting('benchmark.as_of')::timestamptz
          order by h."timestamp" desc
          limit 1
       ) as heartbeat
    on true
  left join lateral (
         select (r.k >> 32)::integer as behind
              , r.id
           from inventory.derivations as d
           join ranked_commits as r
             on r.id = d.commit_id
          where d.store_path = state.store_path
            and r.flake_id = s.flake_id
            and d.derivation_type = 'nixos'
          order by r.k
          limit 1
       ) as running
    on true
  left join cte_tip as tip
    on tip.flake_id = s.flake_id
  left join cte_evaluated as evaluated
    on evaluated.flake_id = s.flake_id
   and evaluated.derivation_name = s.hostname
 where s.is_active;
