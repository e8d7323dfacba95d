-- What Rollcall keeps. Rows name hosts, flakes and commits themselves instead of pointing into the inventory, because the
-- history outlives it.
create schema if not exists history;

comment on schema history is 'What Rollcall keeps: one snapshot a night, immutable once published.';

-- An archive of reports belongs to one history: two databases that wrote into one folder would each link to the
-- other's reports, for both count their snapshots from 1.
create table history.identity (
    id uuid not null default gen_random_uuid()
  , created_at timestamptz not null default now()
  , constraint identity_id_pk primary key (id)
);

-- one row
create unique index identity_uq on history.identity ((true));

comment on table history.identity is 'Which history this is. Reports beside it carry the same id; a copy of the database keeps it.';

insert into history.identity default values;

create table history.snapshots (
    id bigint generated always as identity
  , as_of timestamptz not null
  , matching text not null
  , label text
  , run_trigger text not null
  , silent_after interval not null
  , stale_after interval not null
  , rollcall_version text not null
  , rules_version integer not null
  , opened_at timestamptz not null
  , published_at timestamptz
  , systems integer
  , up_to_date integer
  , outdated integer
  , unknown_state integer
  , offline integer
  , silent integer
  , pinned integer
  , changed_systems integer
  , newest_state_at timestamptz
  , newest_evaluation_at timestamptz
  , newest_commit_at timestamptz
  , newest_heartbeat_at timestamptz
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
comment on column history.snapshots.rules_version is
  'The version of the status rules that made it (inventory.rules_version).';
comment on column history.snapshots.newest_state_at is
  'How fresh the inventory was: the time of the newest state, and so on; null where there was none.';
comment on column history.snapshots.changed_systems is
  'How many systems changed their status since the previous snapshot, joined or left; null where the previous one has changed since.';

-- The newest night is what a report, the next run and a dashboard read: it stays as plain rows. Older nights are packed
-- into blocks of systems that refer to what many nights and many systems have in common, so a night in which little
-- happened costs little (docs/history.md has the figures that decided).
--
-- Nobody reads these tables directly: the view system_statuses shows every night alike.
--
-- No foreign key leads to the snapshot: it would be checked row by row, which takes longer than writing the rows, and two
-- ranges at once would lock the snapshot for each other. A trigger deletes the rows with their snapshot.
create table history.recent_statuses (
    snapshot_id bigint not null
  , hostname text collate "C" not null
  , flake text collate "C"
  , environment text
  , owner text
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
  , evaluation_error text
  , constraint recent_statuses_snapshot_id_hostname_pk primary key (snapshot_id, hostname)
  , constraint recent_statuses_status_check
      check (status in ('Up to Date', 'Outdated', 'Unknown State', 'Offline'))
  , constraint recent_statuses_basis_check check (basis in ('store-path', 'revision', 'name'))
);

comment on table history.recent_statuses is
  'One row per system, of snapshots that are being made and of the newest one of each matching. Read system_statuses.';

create table history.packed_systems (
    id integer generated always as identity
  , digest bytea not null
  , hostname text collate "C" not null
  , environment text
  , owner text
  , alias text
  , store_path text
  , deployed_at timestamptz
  , constraint packed_systems_id_pk primary key (id)
  , constraint packed_systems_digest_uq unique (digest)
);

comment on table history.packed_systems is
  'What packed nights say about a system itself. It changes when the system is deployed or registered anew.';
comment on column history.packed_systems.digest is
  'SHA-256 of the other columns: finds the row again whatever the number of rows, nulls included.';

create index packed_systems_hostname_idx on history.packed_systems (hostname);

create table history.packed_verdicts (
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
  , evaluation_error text
  , constraint packed_verdicts_id_pk primary key (id)
  , constraint packed_verdicts_digest_uq unique (digest)
);

comment on table history.packed_verdicts is
  'What packed nights say about a system among the commits of its flake. It changes with every commit, but many systems share one.';
comment on column history.packed_verdicts.digest is
  'SHA-256 of the other columns: finds the row again whatever the number of rows, nulls included.';

create table history.packed_statuses (
    snapshot_id bigint not null
  , first_hostname text collate "C" not null
  , system_ids integer[] not null
  , verdict_ids integer[] not null
  , last_seen_at timestamptz[] not null
  , silent boolean[] not null
  , constraint packed_statuses_snapshot_id_first_hostname_pk primary key (snapshot_id, first_hostname)
  , constraint packed_statuses_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint packed_statuses_systems_check check (
      cardinality(verdict_ids) = cardinality(system_ids)
      and cardinality(last_seen_at) = cardinality(system_ids)
      and cardinality(silent) = cardinality(system_ids)
    )
);

comment on table history.packed_statuses is
  'A block of the systems of an older snapshot, ordered by hostname: the nth element of each array belongs to the nth system.';
comment on column history.packed_statuses.system_ids is 'Ids of packed_systems, which name the systems.';
comment on column history.packed_statuses.verdict_ids is 'Ids of packed_verdicts.';

-- Only under read committed: a transaction that keeps to what it saw at first does not see what a range has written
-- since, and would leave it behind.
create function history.delete_recent_statuses()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Snapshots can be deleted only in a read committed transaction; this one is %.'
        , current_setting('transaction_isolation');
  end if;
  if tg_op = 'TRUNCATE' then
    delete from history.recent_statuses;
  else
    delete from history.recent_statuses as r
     using removed
     where r.snapshot_id = removed.id;
  end if;
  return null;
end
$$;

comment on function history.delete_recent_statuses() is 'Deletes the rows of deleted snapshots.';

create trigger snapshots_deletion
 after delete on history.snapshots
 referencing old table as removed
   for each statement execute function history.delete_recent_statuses();

create trigger snapshots_truncation
 after truncate on history.snapshots
   for each statement execute function history.delete_recent_statuses();

-- The facts of a night that is being made: gathered once, for verdicts and findings alike, and deleted when the night is
-- published. Unlogged: a server that crashes empties them, and the step that gathers them runs anew in a resumed run.
--
-- Their texts have the default collation: one of their own would keep the rules from using the inventory's indexes.
create unlogged table history.night_commits (
    snapshot_id bigint not null
  , id integer not null
  , flake_id integer not null
  , git_commit_hash text not null
  , commit_timestamp timestamptz not null
  , counts_from timestamptz not null
  , place bigint
  , newer_at timestamptz
  , withdrawn_place bigint
);

comment on table history.night_commits is 'The commits that are known as of a night (inventory.branch_commits).';

create unlogged table history.night_hosts (
    snapshot_id bigint not null
  , hostname text not null
  , store_path text
  , configuration_revision text
  , reported_at timestamptz
  , last_reported_at timestamptz
  , heartbeat_at timestamptz
);

comment on table history.night_hosts is 'What is known of each host as of a night (inventory.host_facts).';

create unlogged table history.night_names (
    snapshot_id bigint not null
  , flake_id integer not null
  , evaluation_name text not null
  , evaluated_place bigint
  , evaluated_newer_at timestamptz
  , records_store_path boolean
  , newest_outcome inventory.evaluation_outcome
  , newest_at timestamptz
);

comment on table history.night_names is 'What the evaluations under each name come to as of a night (inventory.name_facts).';

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
  'The counts of a snapshot per flake; a null flake stands for the systems without one.';

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

comment on table history.findings is 'Problems of the inventory that a person should fix, as of a snapshot.';
comment on column history.findings.subject is 'The host or the flake that it is about.';
comment on column history.findings.detail is 'What was found, in words: times, paths, commits.';
comment on column history.findings.resembles is 'The name that was probably meant, where one resembles it.';

-- The verdict of the gate on a snapshot: that of the last policy that judged it. Thresholds and measured values are kept as
-- text, so an auditor reads years later what was printed then.
create table history.gate_verdicts (
    snapshot_id bigint not null
  , outcome text not null
  , reason text
  , constraint gate_verdicts_snapshot_id_pk primary key (snapshot_id)
  , constraint gate_verdicts_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint gate_verdicts_outcome_check check (outcome in ('passed', 'failed', 'undecidable'))
);

comment on table history.gate_verdicts is 'The verdict of a gate on a snapshot; none where no policy judged it.';
comment on column history.gate_verdicts.reason is 'Why the gate could not decide.';

create table history.gate_rules (
    snapshot_id bigint not null
  , number integer not null
  , rule text not null
  , scope text not null
  , threshold text not null
  , measured text not null
  , outcome text not null
  , broken_systems integer not null
  , broken_by text[] not null
  , constraint gate_rules_snapshot_id_number_pk primary key (snapshot_id, number)
  , constraint gate_rules_snapshot_id_fk
      foreign key (snapshot_id) references history.gate_verdicts (snapshot_id) on delete cascade
  , constraint gate_rules_outcome_check check (outcome in ('passed', 'failed', 'undecidable'))
);

comment on table history.gate_rules is 'Each rule of a verdict with its threshold and what was measured.';
comment on column history.gate_rules.broken_systems is 'How many systems broke the rule.';
comment on column history.gate_rules.broken_by is 'Their hostnames, of many only the first.';

create table history.gate_exemptions (
    snapshot_id bigint not null
  , number integer not null
  , hosts text not null
  , reason text not null
  , owner text not null
  , expires date not null
  , is_expired boolean not null
  , systems integer not null
  , hostnames text[] not null
  , constraint gate_exemptions_snapshot_id_number_pk primary key (snapshot_id, number)
  , constraint gate_exemptions_snapshot_id_fk
      foreign key (snapshot_id) references history.gate_verdicts (snapshot_id) on delete cascade
);

comment on table history.gate_exemptions is 'The exemptions of a verdict. The systems of an expired one counted again.';
comment on column history.gate_exemptions.expires is 'The last day, in UTC, on which it held.';
comment on column history.gate_exemptions.systems is 'How many systems its pattern named, and no exemption before it.';
comment on column history.gate_exemptions.hostnames is 'Their hostnames, of many only the first.';
