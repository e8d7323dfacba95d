-- The commits that systems lack, for a report to name years later, when the branch may have been rewritten. A night keeps the
-- end of the line of each flake that a system is behind on; what it says of a commit is kept once for all nights that say
-- the same.
create table history.packed_commits (
    id integer generated always as identity
  , digest bytea not null
  , git_commit_hash text collate "C" not null
  , counts_from timestamptz not null
  , subject text
  , author text
  , constraint packed_commits_id_pk primary key (id)
  , constraint packed_commits_digest_uq unique (digest)
);

comment on table history.packed_commits is 'What nights say about a commit that a system lacked.';
comment on column history.packed_commits.digest is
  'SHA-256 of the other columns: finds the row again whatever the number of rows, nulls included.';
comment on column history.packed_commits.counts_from is 'Since when it was on the branch: its effective time.';

create table history.commit_lines (
    snapshot_id bigint not null
  , flake text collate "C" not null
  , commit_ids integer[] not null
  , constraint commit_lines_snapshot_id_flake_pk primary key (snapshot_id, flake)
  , constraint commit_lines_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
);

comment on table history.commit_lines is
  'The newest commits of a flake as of a snapshot, as far back as a system is behind; no row for a flake whose systems are not.';
comment on column history.commit_lines.commit_ids is
  'Ids of packed_commits, the newest first: as many as come before the nth are newer than it.';

alter table history.flake_totals
  add column forge text;

comment on column history.flake_totals.forge is
  'Where a browser finds the commits: the kind of the forge and its address, as in github+https://github.com/owner/repository; null where that is not known. Never a credential.';
