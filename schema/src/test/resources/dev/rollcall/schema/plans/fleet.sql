-- A made-up fleet, set-based, on the tables that own inventory and Crystal Forge name alike (the search path says
-- whose). Settings: benchmark.systems, .flakes, .commits (a flake), .states (a system).
--
-- What it has of a real one: states and evaluations lie on the disk in the order of time and not of hosts, a newest
-- commit is evaluated for some systems and not for others, a third of the evaluations is not successful, closures are
-- shared between commits, hosts run what nothing accounts for or what another flake built, commits of one time, facts
-- from the future, systems that never reported, that are inactive, that are evaluated under another name.
create function pg_temp.setting(name text) returns integer language sql stable
as $$ select current_setting('benchmark.' || name)::integer $$;

create function pg_temp.as_of() returns timestamptz language sql stable
as $$ select timestamptz '2026-11-24 02:00:00+00' $$;

create function pg_temp.hostname(i integer) returns text language sql stable
as $$
  select (array['web', 'db', 'build', 'edge', 'kiosk'])[i % 5 + 1] || '-' || lpad(i::text, 7, '0') || '.site' || i % 50 || '.example.org'
$$;

-- one in a hundred is evaluated as a virtual machine
create function pg_temp.evaluation_name(i integer) returns text language sql stable
as $$ select pg_temp.hostname(i) || case when i % 100 = 33 then '-vm' else '' end $$;

create function pg_temp.commit_hash(flake integer, back integer) returns text language sql stable
as $$ select md5(flake || '/' || back) || substr(md5(back || '/' || flake), 1, 8) $$;

create function pg_temp.closure(i integer, back integer) returns text language sql stable
as $$
  select '/nix/store/' || md5(i || ':' || back) || '-nixos-system-' || pg_temp.hostname(i) || '-25.05.20250806.077ce82'
$$;

insert into flakes (name, repo_url)
select 'flake-' || lpad(f::text, 4, '0')
     , 'https://git.example.org/flake-' || f
  from generate_series(1, pg_temp.setting('flakes')) as f
 order by f;

-- back counts from the newest commit; every fiftieth has the time of the one before it
insert into commits (flake_id, git_commit_hash, commit_timestamp)
select f
     , pg_temp.commit_hash(f, back)
     , pg_temp.as_of() - interval '1 hour' - (back + case when back % 50 = 1 then 1 else 0 end) * interval '3 hours' - f * interval '1 second'
  from generate_series(0, pg_temp.setting('commits') - 1) as back
 cross join generate_series(1, pg_temp.setting('flakes')) as f
 order by back desc
        , f;

-- from the future, in one flake of twenty
insert into commits (flake_id, git_commit_hash, commit_timestamp)
select f
     , pg_temp.commit_hash(f, -1)
     , pg_temp.as_of() + interval '1 hour'
  from generate_series(1, pg_temp.setting('flakes'), 20) as f
 order by f;

insert into systems (hostname, flake_id, is_active)
select pg_temp.hostname(i)
     , case when i % 500 <> 499 then i % pg_temp.setting('flakes') + 1 end
     , i % 100 <> 99
  from generate_series(1, pg_temp.setting('systems')) as i
 order by i;

-- Of the newest 140 commits every fourth to tenth, another for each system. Ids of commits follow from their order.
insert into derivations (commit_id, derivation_type, derivation_name, derivation_path, store_path, status_id, scheduled_at, completed_at)
select (pg_temp.setting('commits') - 1 - e.back) * pg_temp.setting('flakes') + e.flake_id
     , 'nixos'
     , pg_temp.evaluation_name(e.i)
     , replace(e.closure, ':', '') || '.drv'
     , case when e.dice >= 3 then e.closure end
     , t.id
     , e.evaluated_at
     , case when t.is_terminal or t.is_success then e.evaluated_at + interval '4 minutes' end
  from (
         select i
              , i % pg_temp.setting('flakes') + 1 as flake_id
              , back
              , (i * 31 + back * 7) % 10 as dice
              -- one in twenty builds what the evaluation before it built
              , pg_temp.closure(i, case when (i + back) % 20 = 0 then back + 4 + i % 7 else back end) as closure
              , pg_temp.as_of() - interval '50 minutes' - back * interval '3 hours' as evaluated_at
           from generate_series(1, pg_temp.setting('systems')) as i
          cross join lateral generate_series(i % (4 + i % 7), least(140, pg_temp.setting('commits')) - 1, 4 + i % 7) as back
       ) as e
  join derivation_statuses as t
    on t.name = (array['dry-run-failed', 'build-pending', 'dry-run-failed', 'dry-run-complete', 'build-complete', 'complete', 'dry-run-complete', 'dry-run-complete', 'build-complete', 'complete'])[e.dice + 1]
 order by e.back desc
        , e.i;

-- One in twenty never reported. A state runs what the system's evaluations built, an older state what older ones did,
-- but one in seven runs what nothing accounts for and one in fifty what the next flake built for another system.
-- Age by age, as they would arrive: left to itself the planner writes host by host.
do $$
begin
  for age in reverse pg_temp.setting('states') - 1 .. 0 loop
    insert into system_states (hostname, store_path, change_reason, nixos_version, configuration_revision, "timestamp")
    select pg_temp.hostname(s.i)
         , case
             when s.i % 7 = 1 then pg_temp.closure(s.i, 1000 + age)
             when s.i % 50 = 2 then pg_temp.closure(s.i + 1, (s.i + 1) % (4 + (s.i + 1) % 7))
             else pg_temp.closure(s.i, s.back)
           end
         , 'startup'
         , '25.05.20250806.077ce82'
         , case when s.i % 3 = 0 then pg_temp.commit_hash(s.i % pg_temp.setting('flakes') + 1, s.back) end
         , pg_temp.as_of() - age * (interval '200 days' / pg_temp.setting('states')) - (s.i % 3600) * interval '1 second'
      from (
             select i
                  , i % (4 + i % 7) + (4 + i % 7) * (i % 5 + age * 20 / pg_temp.setting('states')) as back
               from generate_series(1, pg_temp.setting('systems')) as i
              where i % 20 <> 0
           ) as s;
  end loop;
end
$$;

-- a clock that is ahead
insert into system_states (hostname, store_path, change_reason, "timestamp")
select pg_temp.hostname(i)
     , pg_temp.closure(i, 0)
     , 'startup'
     , pg_temp.as_of() + interval '1 day'
  from generate_series(7, pg_temp.setting('systems'), 500) as i;
