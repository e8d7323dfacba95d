-- The rows of assess_systems, at the price of what happened since a base snapshot: systems that something
-- new speaks of are assessed, the others have the verdict that they had. Of those only the last sight goes on.
--
-- Neither this function nor touched_hosts has settings of its own, so that both are planned as part of the
-- statement that asks: what they give is as long as the fleet, and would be stored once more on the way.
--
-- inventory.base_snapshot says whether there is a base. That the rows are those of the full assessment is
-- proved over random histories (AssessSinceIT).
create or replace function inventory.assess_since(
    base bigint
  , as_of timestamptz
  , matching text
  , silent_after interval
  , host_from text
  , host_to text
)
returns table (
    hostname text
  , flake text
  , environment text
  , status text
  , reason text
  , basis text
  , running_commit text
  , evaluated_commit text
  , newest_commit text
  , commits_behind integer
  , behind_since timestamptz
  , deployed_at timestamptz
  , last_seen_at timestamptz
  , silent boolean
  , store_path text
  , pinned_commit text
  , alias text
  , heartbeat_at timestamptz
)
language sql
stable
as $$
  with cte_base as materialized (
    select s.as_of
         , s.read_before
         , s.systems
      from history.snapshots as s
     where s.id = base
  )

  , cte_touched as materialized (
    select t.hostname
      from inventory.touched_hosts(base, assess_since.as_of) as t
  )

  , cte_carried as (
    select r.*
         -- of two, the greatest that is not null
         , greatest(r.heartbeat_at, h.heartbeat_at) as newest_heartbeat_at
      from history.recent_statuses as r
      left join (
             select x.hostname
                  , max(x.heartbeat_at) as heartbeat_at
               from inventory.arrived_heartbeats(
                      (select b.read_before from cte_base as b)
                    , (select b.as_of from cte_base as b)
                    , assess_since.as_of) as x
              group by x.hostname
           ) as h
        on h.hostname = r.hostname
     where r.snapshot_id = base
       and (host_from is null or r.hostname >= host_from)
       and (host_to is null or r.hostname < host_to)
       and r.hostname not in (select t.hostname from cte_touched as t)
       -- of the others that left, none is only inactive: a deleted system leaves no base
       and r.hostname not in (select s.hostname from inventory.systems as s where not s.is_active)
  )

  select a.*
    from inventory.assess_systems(
           assess_since.as_of
         , matching
         , silent_after
         , host_from
         , host_to
           -- beyond a quarter of the fleet, looking at each costs more than looking at all
         , case
             when (select count(*) from cte_touched) * 4 <= (select b.systems from cte_base as b)
             then array(select t.hostname from cte_touched as t)
           end) as a
   where a.hostname in (select t.hostname from cte_touched as t)
   union all
  select c.hostname
       , c.flake
       , c.environment
       , c.status
       , c.reason
       , c.basis
       , c.running_commit
       , c.evaluated_commit
       , c.newest_commit
       , c.commits_behind
       , c.behind_since
       , c.deployed_at
       , greatest(c.deployed_at, c.newest_heartbeat_at)
       , inventory.is_silent(c.newest_heartbeat_at, assess_since.as_of, silent_after)
       , c.store_path
       , c.pinned_commit
       , c.alias
       , c.newest_heartbeat_at
    from cte_carried as c
$$;

comment on function inventory.assess_since(bigint, timestamptz, text, interval, text, text) is
  'What assess_systems gives, computed from a base snapshot and what arrived or came into effect since.';
