-- Crystal Forge keeps a recipe once: later commits that build the same have a row without paths.
with cte_recipe as (
  select x.id
       , row_number() over (partition by x.derivation_path order by x.id) as occurrence
    from derivations as x
)

update derivations as d
   set derivation_path = null
     , store_path = null
  from cte_recipe as r
 where r.id = d.id
   and r.occurrence > 1;

alter table derivations add constraint derivations_derivation_path_key unique (derivation_path);

-- What only Crystal Forge has: its own indexes, and heartbeats by state (one a state, and four more of the newest).
create index if not exists idx_derivations_store_path on derivations (store_path);
create index if not exists idx_system_states_change_reason on system_states (change_reason);
alter table agent_heartbeats drop constraint if exists agent_heartbeats_system_state_id_fkey;

insert into agent_heartbeats (system_state_id, "timestamp")
select x.id
     , x."timestamp" + interval '10 minutes'
  from system_states as x
 order by x.id;

insert into agent_heartbeats (system_state_id, "timestamp")
select x.id
     , x."timestamp" + i * interval '10 minutes'
  from system_states as x
 cross join generate_series(2, 5) as i
 where x."timestamp" > pg_temp.as_of() - interval '200 days' / pg_temp.setting('states')
 order by i
        , x.id;

create index if not exists idx_agent_heartbeats_state_time on agent_heartbeats (system_state_id, "timestamp" desc);

-- one system in a hundred is pinned to a closure, and one to a recipe
update systems as s
   set deployment_policy = 'pinned'
     , desired_target = case when split_part(s.hostname, '.', 1) like '%77' then d.store_path else d.derivation_path end
  from (
         select x.derivation_name
              , min(x.store_path) as store_path
              , min(x.derivation_path) as derivation_path
           from derivations as x
          group by x.derivation_name
       ) as d
 where d.derivation_name = s.hostname
   and split_part(s.hostname, '.', 1) ~ '7[78]$';
