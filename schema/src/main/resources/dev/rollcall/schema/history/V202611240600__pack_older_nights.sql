-- The newest night is what a report, the next run and a dashboard read: it stays as plain rows. An older
-- night is packed into blocks of systems that refer to what many nights and many systems have in common, so
-- that a night in which little happened costs little (docs/history.md has the figures that decided).
--
-- Nobody reads these tables by themselves: the view system_statuses shows every night alike.
alter table history.system_statuses rename to recent_statuses;
alter table history.recent_statuses
  rename constraint system_statuses_snapshot_id_hostname_pk to recent_statuses_snapshot_id_hostname_pk;
alter table history.recent_statuses
  rename constraint system_statuses_snapshot_id_fk to recent_statuses_snapshot_id_fk;
alter table history.recent_statuses
  rename constraint system_statuses_status_check to recent_statuses_status_check;
alter table history.recent_statuses
  rename constraint system_statuses_basis_check to recent_statuses_basis_check;

comment on table history.recent_statuses is
  'One row a system, of snapshots that are being made and of the newest of each matching. Read system_statuses.';

create table history.deployments (
    id integer generated always as identity
  , digest bytea not null
  , hostname text collate "C" not null
  , environment text
  , alias text
  , store_path text
  , deployed_at timestamptz
  , constraint deployments_id_pk primary key (id)
  , constraint deployments_digest_uq unique (digest)
);

comment on table history.deployments is
  'What packed nights say about a system itself. It changes when the system is deployed, or registered anew.';
comment on column history.deployments.digest is
  'SHA-256 of the other columns: finds the row again whatever the number of rows, nulls included.';

create index deployments_hostname_idx on history.deployments (hostname);

create table history.standings (
    id integer generated always as identity
  , digest bytea not null
  , flake text collate "C"
  , status text not null
  , reason text not null
  , basis text
  , running_commit text
  , evaluated_commit text
  , newest_commit text
  , commits_behind integer
  , behind_since timestamptz
  , pinned_commit text
  , constraint standings_id_pk primary key (id)
  , constraint standings_digest_uq unique (digest)
);

comment on table history.standings is
  'Where a system stands among the commits of its flake. It changes with every commit, but many systems share one.';
comment on column history.standings.digest is
  'SHA-256 of the other columns: finds the row again whatever the number of rows, nulls included.';

create table history.packed_statuses (
    snapshot_id bigint not null
  , first_hostname text collate "C" not null
  , deployments integer[] not null
  , standings integer[] not null
  , last_seen_at timestamptz[] not null
  , silent boolean[] not null
  , constraint packed_statuses_snapshot_id_first_hostname_pk primary key (snapshot_id, first_hostname)
  , constraint packed_statuses_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint packed_statuses_systems_check check (
      cardinality(standings) = cardinality(deployments)
      and cardinality(last_seen_at) = cardinality(deployments)
      and cardinality(silent) = cardinality(deployments)
    )
);

comment on table history.packed_statuses is
  'A block of the systems of an older snapshot, ordered by hostname: the nth element of each array is of the nth system.';
comment on column history.packed_statuses.deployments is 'Ids of deployments, which name the systems.';
comment on column history.packed_statuses.standings is 'Ids of standings.';
