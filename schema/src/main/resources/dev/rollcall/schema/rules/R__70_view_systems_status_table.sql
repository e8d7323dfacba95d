-- The live status under its original name, for dashboards, starting with the four original columns.
create or replace view inventory.view_systems_status_table as
select a.hostname
     , case a.status
         when 'Up to Date' then '🟢'
         when 'Outdated' then '🔴'
         when 'Unknown State' then '🟤'
         else '⚫'
       end as status
     , a.status as status_text
     , a.last_seen_at as last_seen
     , a.flake
     , a.environment
     , a.reason
     , a.basis
     , a.running_commit
     , a.evaluated_commit
     , a.newest_commit
     , a.commits_behind
     , a.behind_since
     , a.deployed_at
     , a.silent
     , a.store_path
     , a.reboot_needed
     , a.reboot_needed_since
     , a.booted_at
  from inventory.assess_systems(as_of => now()) as a
 order by case a.status
            when 'Up to Date' then 1
            when 'Outdated' then 2
            when 'Unknown State' then 3
            else 4
          end
        , a.hostname collate "C";

comment on view inventory.view_systems_status_table is
  'The current status of every active system, up-to-date systems first, by the same rules as the nightly snapshot.';

do $$
begin
  drop function if exists inventory.former_assess_systems(timestamptz, text, interval, text, text, bigint);
exception
  when dependent_objects_still_exist then
    raise notice 'inventory.former_assess_systems stays, because others have built on it';
end
$$;
