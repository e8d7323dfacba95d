-- The shape that a dashboard's view of deployments usually has: distinct on for every "latest", and each system joined
-- with all commits of its flake before the newest is taken. It knows less than the rules: no instant, no name, no
-- heartbeats, no pins, no commits behind.
create or replace temporary view dashboard as
with latest_state as (
  select distinct on (x.hostname)
         x.hostname
       , x.store_path
       , x."timestamp"
    from inventory.system_states as x
   order by x.hostname, x."timestamp" desc
)

, latest_commit as (
  select distinct on (s.id)
         s.id as system_id
       , c.id as commit_id
       , c.git_commit_hash
       , c.commit_timestamp
    from inventory.systems as s
    join inventory.commits as c
      on c.flake_id = s.flake_id
   order by s.id, c.commit_timestamp desc
)

, running_commit as (
  select distinct on (l.hostname)
         l.hostname
       , c.flake_id
       , c.git_commit_hash
       , c.commit_timestamp
    from latest_state as l
    join inventory.derivations as d
      on d.store_path = l.store_path
    join inventory.commits as c
      on c.id = d.commit_id
   order by l.hostname, c.commit_timestamp desc
)

select s.hostname
     , f.name as flake
     , l.store_path
     , l."timestamp" as deployed_at
     , r.git_commit_hash as running_commit
     , n.git_commit_hash as newest_commit
     , case
         when l.hostname is null then 'never deployed'
         when r.hostname is null then 'unknown'
         when r.git_commit_hash = n.git_commit_hash then 'up to date'
         when r.commit_timestamp < n.commit_timestamp then 'behind'
         else 'ahead'
       end as status
  from inventory.systems as s
  left join inventory.flakes as f
    on f.id = s.flake_id
  left join latest_state as l
    on l.hostname = s.hostname
  left join latest_commit as n
    on n.system_id = s.id
  left join running_commit as r
    on r.hostname = s.hostname
 where s.is_active;
