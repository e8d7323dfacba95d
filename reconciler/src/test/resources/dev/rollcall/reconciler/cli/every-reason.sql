-- An inventory with a system for every reason, named for it. Commits a1, b2 and c3 follow each other an hour apart; d4 took
-- the place of b2 for half an hour and was withdrawn. Everything is evaluated as of its commit.
insert into inventory.flakes (name, branch)
values ('infra', 'main')
     , ('other', null)
     , ('empty', null);

insert into inventory.commits (flake_id, git_commit_hash, commit_timestamp, first_parent, subject, recorded_at, evaluation_status)
select f.id
     , rpad(c.name, 40, '0')
     , timestamptz '2026-01-01T00:00:00Z' + c.hour * interval '1 hour'
     , rpad(c.parent, 40, '0')
     , c.subject
     , timestamptz '2026-01-01T04:00:00Z'
     , c.evaluation_status
  from (values
         ('infra', 'a1', 1, null, 'Begin', null)
       , ('infra', 'b2', 2, 'a1', 'Open the firewall for <b>metrics</b>', null)
       , ('infra', 'd4', 2, 'a1', 'Try something', null)
       , ('infra', 'c3', 3, 'b2', 'Update nixpkgs', 'complete')
       , ('other', 'e5', 1, null, null, null)
       ) as c (flake, name, hour, parent, subject, evaluation_status)
  join inventory.flakes as f
    on f.name = c.flake
 order by c.hour, c.name;

insert into inventory.branch_periods (commit_id, depth, counts_from, counts_until)
select c.id
     , p.depth
     , c.commit_timestamp
     , p.until
  from (values
         ('a1', 0, timestamptz 'infinity')
       , ('b2', 1, timestamptz 'infinity')
       , ('d4', 1, timestamptz '2026-01-01T02:30:00Z')
       , ('c3', 2, timestamptz 'infinity')
       ) as p (name, depth, until)
  join inventory.commits as c
    on c.git_commit_hash = rpad(p.name, 40, '0');

create temporary table expected as
select x.host
     , x.flake
     , x.evaluated
     , x.runs
     , x.revision
  from (values
         -- host, flake, commits whose evaluation succeeds and records the closure HOST-COMMIT, closure and revision it reports
         ('runs-newest', 'infra', 'a1 c3', 'runs-newest-c3', null)
       , ('evaluated-newest', 'infra', '', 'unheard-of', null)
       , ('runs-pin', 'infra', 'a1 b2 c3', 'runs-pin-b2', null)
       , ('held', 'infra', 'a1 c3', 'held-a1', null)
       , ('awaiting-pin', 'infra', 'a1 b2 c3', 'awaiting-pin-a1', null)
       , ('unknown-pin', 'infra', 'a1 b2 c3', 'unknown-pin-a1', null)
       , ('awaiting-deployment', 'infra', 'a1 b2 c3', 'awaiting-deployment-a1', null)
       , ('not-evaluated', 'infra', 'a1', 'not-evaluated-a1', null)
       , ('evaluation-pending', 'infra', 'a1', 'evaluation-pending-a1', null)
       , ('evaluation-failed', 'infra', 'a1', 'evaluation-failed-a1', null)
       , ('evaluation-failed-too', 'infra', 'a1', 'evaluation-failed-too-a1', null)
       , ('evaluation-unrecorded', 'infra', 'a1', 'evaluation-unrecorded-a1', null)
       , ('build-pending', 'infra', 'a1', 'build-pending-a1', null)
       , ('build-failed', 'infra', 'a1', 'build-failed-a1', null)
       , ('withdrawn-commit', 'infra', 'a1 d4 c3', 'withdrawn-commit-d4', null)
       , ('other-system', 'infra', 'a1 c3', 'runs-newest-c3', rpad('c3', 40, '0'))
       , ('other-flake', 'infra', 'c3', 'other-flake-e5', null)
       , ('dirty-revision', 'infra', 'c3', 'unheard-of', rpad('c3', 40, '0') || '-dirty')
       , ('unrecognised-revision', 'infra', 'c3', 'unheard-of', rpad('f', 40, 'f'))
       , ('unrecognised-closure', 'infra', 'c3', 'unheard-of', null)
       , ('short-revision', 'infra', 'b2 c3', 'unheard-of', 'B2000000')
       , ('no-flake', null, '', 'unheard-of', null)
       , ('no-commits', 'empty', '', 'unheard-of', null)
       , ('no-successful-evaluation', 'infra', '', 'unheard-of', null)
       , ('never-deployed', 'infra', 'c3', null, null)
       , ('web', 'infra', 'c3', null, null)
       , ('other-name', 'infra', '', 'lucas-c3', null)
       ) as x (host, flake, evaluated, runs, revision);

insert into inventory.systems (hostname, flake_id, environment, owner, pinned_commit, is_held)
select x.host
     , f.id
     , 'test'
     , 'ops@example.org'
     , case x.host
         when 'runs-pin' then rpad('b2', 40, '0')
         when 'awaiting-pin' then rpad('b2', 40, '0')
         when 'unknown-pin' then rpad('9', 40, '9')
       end
     , x.host = 'held'
  from expected as x
  left join inventory.flakes as f
    on f.name = x.flake;

insert into inventory.derivations (commit_id, derivation_type, derivation_name, derivation_path, store_path, status_id)
select c.id
     , 'nixos'
     , x.host
     , '/nix/store/00000000000000000000000000000000-nixos-system-' || x.host || '-' || e.name || '.drv'
     , '/nix/store/00000000000000000000000000000000-nixos-system-' || x.host || '-' || e.name
     , 5
  from (
         select host, evaluated from expected
          union all
         select 'lucas', 'a1 c3'
       ) as x
 cross join lateral unnest(string_to_array(nullif(x.evaluated, ''), ' ')) as e (name)
  join inventory.commits as c
    on c.git_commit_hash = rpad(e.name, 40, '0');

-- what does not succeed, is of another flake, or records no closure
insert into inventory.derivations (commit_id, derivation_type, derivation_name, derivation_path, store_path, status_id, error_message)
select c.id
     , 'nixos'
     , d.host
     , d.path
     , d.closure
     , s.id
     , d.error
  from (values
         ('c3', 'evaluated-newest', 'dry-run-complete', '/nix/store/1.drv', null, null)
       , ('c3', 'evaluation-pending', 'queued', '/nix/store/2.drv', null, null)
       , ('c3', 'evaluation-failed', 'dry-run-failed', null, null, E'error:\n       … while evaluating the option `services.nginx''\n\n       error: attribute ''vhosts'' missing\n       at /src/web.nix:3:5')
       , ('c3', 'evaluation-failed-too', 'dry-run-failed', null, null, E'error:\n       … while evaluating the option `services.nginx''\n\n       error: attribute ''vhosts'' missing\n       at /src/web.nix:3:5')
       , ('c3', 'evaluation-unrecorded', 'dry-run-pending', null, null, null)
       , ('c3', 'build-pending', 'build-inprogress', '/nix/store/3.drv', null, null)
       , ('c3', 'build-failed', 'build-failed', '/nix/store/4.drv', null, 'error: builder for ''/nix/store/5.drv'' failed with exit code 1')
       , ('c3', 'no-successful-evaluation', 'dry-run-failed', null, null, 'error: undefined variable ''pkg''')
       , ('e5', 'other-flake', 'build-complete', '/nix/store/6.drv', '/nix/store/00000000000000000000000000000000-nixos-system-other-flake-e5', null)
       ) as d (commit, host, status, path, closure, error)
  join inventory.commits as c
    on c.git_commit_hash = rpad(d.commit, 40, '0')
  join inventory.derivation_statuses as s
    on s.name = d.status;

insert into inventory.system_states (hostname, store_path, configuration_revision, "timestamp")
select x.host
     , '/nix/store/00000000000000000000000000000000-nixos-system-' || x.runs
     , x.revision
     , timestamptz '2026-01-01T04:00:00Z'
  from expected as x
 where x.runs is not null
 union all
select 'web.example.org'
     , '/nix/store/00000000000000000000000000000000-nixos-system-web-c3'
     , null
     , timestamptz '2026-01-01T04:00:00Z';

drop table expected;
