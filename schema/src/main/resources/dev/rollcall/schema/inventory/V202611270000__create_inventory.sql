-- The inventory that Rollcall fills itself (rollcall import). Table and column names are
-- Crystal Forge's, so that a query written for one reads the other.
create schema if not exists inventory;

comment on schema inventory is
  'What Rollcall reads: systems, their reported states, evaluations, commits and flakes.';

create table inventory.flakes (
    id integer generated always as identity
  , name text not null
  , repo_url text
  , branch text
  , constraint flakes_id_pk primary key (id)
  , constraint flakes_name_uq unique (name)
);

comment on table inventory.flakes is 'Configuration repositories.';
comment on column inventory.flakes.branch is 'The one branch whose commits are recorded; an import of another is refused.';

create table inventory.commits (
    id integer generated always as identity
  , flake_id integer not null
  -- by code point, so that the unique index also finds the commits that a prefix names
  , git_commit_hash text collate "C" not null
  , commit_timestamp timestamptz not null
  , first_parent text collate "C"
  , subject text
  , author text
  , recorded_at timestamptz not null default now()
  , evaluation_status text
  , evaluation_error_message text
  , constraint commits_id_pk primary key (id)
  , constraint commits_flake_id_git_commit_hash_uq unique (flake_id, git_commit_hash)
  , constraint commits_flake_id_fk foreign key (flake_id) references inventory.flakes (id)
);

comment on table inventory.commits is
  'Commits of a flake. branch_periods tells which of them are on its branch, and in which order.';
comment on column inventory.commits.first_parent is
  'The hash of the first parent; null for the first commit of a history, and where nobody said it.';
comment on column inventory.commits.recorded_at is 'When the commit was first imported. A later date is no date.';
comment on column inventory.commits.evaluation_status is
  'How far the evaluation of the whole commit has come, where something says so: complete, failed, or anything else for unfinished. Speaks for hosts without an evaluation of their own.';

-- Git says a line of commits, not a set of dates. A flake whose line is known has a row per commit and stay on the branch;
-- a commit without a row is on the branch from its own time on, for good.
create table inventory.branch_periods (
    commit_id integer not null
  , depth integer not null
  , joined_at timestamptz not null default '-infinity'
  , counts_from timestamptz not null
  , counts_until timestamptz not null default 'infinity'
  , constraint branch_periods_commit_id_joined_at_pk primary key (commit_id, joined_at)
  , constraint branch_periods_commit_id_fk
      foreign key (commit_id) references inventory.commits (id) on delete cascade
);

comment on table inventory.branch_periods is
  'When a commit was on the branch of its flake. A force push ends the periods of the commits that the branch lost.';
comment on column inventory.branch_periods.depth is
  'A number that rises along first parents; it orders commits of one effective time, the same whatever the order of arrival.';
comment on column inventory.branch_periods.joined_at is
  'The import that found it on a rewritten branch; -infinity for a commit that was simply added.';
comment on column inventory.branch_periods.counts_from is
  'Its effective time: the latest date among itself and the commits before it on the line, no earlier than joined_at.';
comment on column inventory.branch_periods.counts_until is
  'The import that found it withdrawn; infinity for a commit that is on the branch.';

create table inventory.derivation_statuses (
    id integer not null
  , name text not null
  , is_terminal boolean not null
  , is_success boolean not null
  , constraint derivation_statuses_id_pk primary key (id)
  , constraint derivation_statuses_name_uq unique (name)
);

comment on table inventory.derivation_statuses is 'How far an evaluation or a build has come.';
comment on column inventory.derivation_statuses.is_success is
  'The configuration evaluated, so a system could be built from it: what the rules call successful.';

insert into inventory.derivation_statuses (id, name, is_terminal, is_success)
values (1, 'pending', false, false)
     , (2, 'queued', false, false)
     , (3, 'dry-run-pending', false, false)
     , (4, 'dry-run-inprogress', false, false)
     , (5, 'dry-run-complete', false, true)
     , (6, 'dry-run-failed', true, false)
     , (7, 'build-pending', false, false)
     , (8, 'build-inprogress', false, false)
     , (9, 'in-progress', false, false)
     , (10, 'build-complete', true, true)
     , (11, 'complete', true, true)
     , (12, 'build-failed', true, false)
     , (13, 'failed', true, false);

create table inventory.derivations (
    id bigint generated always as identity
  , commit_id integer
  , derivation_type text not null
  , derivation_name text collate "C" not null
  , attribute_path text
  , derivation_path text
  , store_path text
  , status_id integer not null
  , scheduled_at timestamptz
  , completed_at timestamptz
  , error_message text
  , constraint derivations_id_pk primary key (id)
  , constraint derivations_commit_id_fk foreign key (commit_id) references inventory.commits (id)
  -- a foreign key would be asked for each of millions of lines
  , constraint derivations_status_id_check check (status_id between 1 and 13)
  , constraint derivations_derivation_type_check check (derivation_type in ('nixos', 'package'))
);

comment on table inventory.derivations is
  'Recipes. A row of type nixos is an evaluation: a commit evaluated for one system.';
comment on column inventory.derivations.derivation_name is
  'For an evaluation the name of the system in the flake, by which a system finds its evaluations.';
comment on column inventory.derivations.attribute_path is
  'The attribute that was evaluated, dotted; null where it is the name itself.';
comment on column inventory.derivations.derivation_path is
  'The .drv path. Several commits share one where a commit changed nothing for the system.';
comment on column inventory.derivations.store_path is
  'The closure that the recipe builds, where it is known; compared with what a system says it runs.';
comment on column inventory.derivations.completed_at is
  'An evaluation counts as of coalesce(completed_at, scheduled_at, the commit''s time).';

-- Each distinct recipe of a commit and name is a fact of its own, and so is each distinct error: an evaluation that
-- succeeded stays, whatever a later one says.
create unique index derivations_commit_id_derivation_name_derivation_type_recipe_uq
    on inventory.derivations (
         commit_id
       , derivation_name
       , derivation_type
       , (md5(coalesce(derivation_path, error_message, ''))::uuid)
       ) nulls not distinct;

-- which commits build the closure that a system runs
create index derivations_store_path_idx
    on inventory.derivations (store_path) include (commit_id)
 where derivation_type = 'nixos';

-- the evaluations of one system, without touching the heap for those that are old
create index derivations_derivation_name_commit_id_idx
    on inventory.derivations (derivation_name, commit_id) include (status_id)
 where derivation_type = 'nixos';

create table inventory.systems (
    id uuid not null default gen_random_uuid()
  , hostname text collate "C" not null
  , flake_id integer
  , environment text
  , owner text
  , is_active boolean not null default true
  , pinned_commit text
  , is_held boolean not null default false
  , constraint systems_id_pk primary key (id)
  , constraint systems_hostname_uq unique (hostname)
  , constraint systems_flake_id_fk foreign key (flake_id) references inventory.flakes (id)
);

comment on table inventory.systems is 'The registered NixOS machines. Only active ones are assessed.';

comment on column inventory.systems.pinned_commit is
  'The hash of the commit that the system is to stay on; it takes the place of the newest commit in the rules.';

comment on column inventory.systems.is_held is
  'Pinned without a target: the system is to stay on what it runs. Says nothing beside a pinned commit.';
comment on column inventory.systems.owner is 'Who looks after it.';

create index systems_flake_id_idx on inventory.systems (flake_id);

create table inventory.system_states (
    id bigint generated always as identity
  , hostname text collate "C" not null
  , store_path text collate "C" not null
  , configuration_revision text
  , nixos_version text
  , nixpkgs_revision text
  , change_reason text
  , "timestamp" timestamptz not null
  , constraint system_states_id_pk primary key (id)
);

comment on table inventory.system_states is
  'What a host said it runs, and when. Not tied to systems: a host may report before anybody registers it.';
comment on column inventory.system_states.store_path is 'The closure that /run/current-system pointed to.';
comment on column inventory.system_states.configuration_revision is
  'What nixos-version --configuration-revision said: a commit hash, perhaps with -dirty, or null.';

-- the newest state of a host as of an instant is the first entry of its range
create index system_states_hostname_timestamp_idx
    on inventory.system_states (hostname, "timestamp" desc);

create table inventory.heartbeats (
    id bigint generated always as identity
  , hostname text collate "C" not null
  , "timestamp" timestamptz not null
  , constraint heartbeats_id_pk primary key (id)
  , constraint heartbeats_hostname_timestamp_uq unique (hostname, "timestamp")
);

comment on table inventory.heartbeats is 'When a host was last heard of, between states.';
