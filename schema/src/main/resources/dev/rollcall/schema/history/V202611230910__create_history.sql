-- What Rollcall keeps. Rows name hosts, flakes and commits themselves instead of pointing into
-- the inventory, because history outlives it.
create schema if not exists history;

comment on schema history is 'What Rollcall keeps: one snapshot a night, immutable once published.';

create table history.snapshots (
    id bigint generated always as identity
  , as_of timestamptz not null
  , matching text not null
  , label text
  , run_trigger text not null
  , silent_after interval not null
  , stale_after interval not null
  , rollcall_version text not null
  , opened_at timestamptz not null
  , published_at timestamptz
  , systems integer
  , up_to_date integer
  , outdated integer
  , unknown_state integer
  , offline integer
  , silent integer
  , pinned integer
  , constraint snapshots_id_pk primary key (id)
  , constraint snapshots_as_of_matching_uq unique (as_of, matching)
  , constraint snapshots_matching_check check (matching in ('evidence', 'name'))
  , constraint snapshots_run_trigger_check check (run_trigger in ('run', 'demo', 'backfill'))
  , constraint snapshots_published_check check (
      (published_at is null) = (num_nonnulls(systems, up_to_date, outdated, unknown_state, offline, silent, pinned) = 0)
    )
  -- the four statuses are exclusive and leave nobody out
  , constraint snapshots_totals_check check (systems = up_to_date + outdated + unknown_state + offline)
);

comment on table history.snapshots is
  'The statuses of all active systems as of one instant. Until published_at is set a snapshot is being made and nobody should see it: read published_snapshots.';
comment on column history.snapshots.matching is
  'evidence: what a system runs decides; name: the original rule, where its newest evaluation stands in for it.';
comment on column history.snapshots.silent_after is
  'A system that has sent heartbeats, and none for longer than this, is marked silent.';
comment on column history.snapshots.stale_after is
  'An inventory whose newest fact is older than this is a finding.';

create table history.system_statuses (
    snapshot_id bigint not null
  , hostname text collate "C" not null
  , flake text collate "C"
  , environment text
  , status text not null
  , reason text not null
  , basis text
  , running_commit text
  , evaluated_commit text
  , newest_commit text
  , commits_behind integer
  , behind_since timestamptz
  , deployed_at timestamptz
  , last_seen_at timestamptz
  , silent boolean not null
  , store_path text
  , pinned_commit text
  , alias text
  , constraint system_statuses_snapshot_id_hostname_pk primary key (snapshot_id, hostname)
  , constraint system_statuses_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint system_statuses_status_check
      check (status in ('Up to Date', 'Outdated', 'Unknown State', 'Offline'))
  , constraint system_statuses_basis_check check (basis in ('store-path', 'revision', 'name'))
);

comment on table history.system_statuses is
  'One row a system and snapshot. Hostnames sort by code point (C), as every output of Rollcall does.';

comment on column history.system_statuses.pinned_commit is 'The commit it was measured against instead of the newest.';
comment on column history.system_statuses.alias is 'The name its evaluations were found by, where that is not the hostname.';

create table history.flake_totals (
    snapshot_id bigint not null
  , flake text collate "C"
  , systems integer not null
  , up_to_date integer not null
  , outdated integer not null
  , unknown_state integer not null
  , offline integer not null
  , silent integer not null
  , pinned integer not null
  , newest_commit text
  , constraint flake_totals_snapshot_id_flake_uq unique nulls not distinct (snapshot_id, flake)
  , constraint flake_totals_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint flake_totals_totals_check check (systems = up_to_date + outdated + unknown_state + offline)
);

comment on table history.flake_totals is
  'The counts of a snapshot per flake; a null flake stands for the systems that have none.';

create table history.findings (
    snapshot_id bigint not null
  , finding text not null
  , subject text collate "C" not null
  , detail text
  , resembles text
  , constraint findings_snapshot_id_finding_subject_pk primary key (snapshot_id, finding, subject)
  , constraint findings_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
);

comment on table history.findings is 'What a person should mend in the inventory, as of a snapshot.';
comment on column history.findings.subject is 'The host or the flake that it is about.';
comment on column history.findings.detail is 'What was found, in words: times, paths, commits.';
comment on column history.findings.resembles is 'The name that was probably meant, where one resembles it.';
