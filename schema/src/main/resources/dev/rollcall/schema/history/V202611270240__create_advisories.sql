-- What vulnerability scanners reported for closures. A scan belongs to the time it was made, because the database of a scanner learns;
-- scans with the same advisories share one set. A snapshot keeps which scans it used, so a scan imported later never changes it.
create table history.advisories (
    id integer generated always as identity
  , advisory text collate "C" not null
  , package text collate "C" not null
  , version text collate "C" not null
  , score numeric(3, 1)
  , constraint advisories_id_pk primary key (id)
  , constraint advisories_advisory_package_version_score_uq unique nulls not distinct (advisory, package, version, score)
  , constraint advisories_score_check check (score between 0 and 10)
);

comment on table history.advisories is
  'Known vulnerabilities of versions of packages, as scanners reported them. A score that changed makes another row.';
comment on column history.advisories.advisory is 'Such as CVE-2024-5535.';
comment on column history.advisories.score is 'The CVSS base score that the scanner gave; null if it gave none.';

create table history.advisory_sets (
    id integer generated always as identity
  , digest bytea not null
  , advisory_ids integer[] not null
  , constraint advisory_sets_id_pk primary key (id)
  , constraint advisory_sets_digest_uq unique (digest)
);

comment on table history.advisory_sets is 'The advisories that one or more scans found.';
comment on column history.advisory_sets.digest is 'SHA-256 of the advisories in order: finds the set again.';
comment on column history.advisory_sets.advisory_ids is 'Ids of advisories, in no order.';

create table history.scanners (
    id integer generated always as identity
  , name text collate "C" not null
  , version text collate "C"
  , database_at timestamptz
  , constraint scanners_id_pk primary key (id)
  , constraint scanners_name_version_database_at_uq unique nulls not distinct (name, version, database_at)
);

comment on table history.scanners is 'Each scanner in each version, with each state of its database.';
comment on column history.scanners.database_at is 'The date of its database; null if unknown.';

-- known by its packages, by a scan, or both
alter table history.closures alter column package_set_id drop not null;

comment on table history.closures is 'The closures whose packages or scans were imported.';
comment on column history.closures.package_set_id is 'Null if its packages were not imported.';

create table history.scans (
    id integer generated always as identity
  , closure_id integer not null
  , scanner_id integer not null
  , scanned_at timestamptz not null
  , advisory_set_id integer not null
  , constraint scans_id_pk primary key (id)
  , constraint scans_closure_id_fk foreign key (closure_id) references history.closures (id) on delete cascade
  , constraint scans_scanner_id_fk foreign key (scanner_id) references history.scanners (id)
  , constraint scans_advisory_set_id_fk foreign key (advisory_set_id) references history.advisory_sets (id)
  , constraint scans_closure_id_scanned_at_scanner_id_advisory_set_id_uq unique (closure_id, scanned_at, scanner_id, advisory_set_id)
);

comment on table history.scans is
  'What a scanner found in a closure at a time. Rows never change: a better line about the same scan makes another row, with a greater id.';

create index scans_scanner_id_idx on history.scans (scanner_id);
create index scans_advisory_set_id_idx on history.scans (advisory_set_id);

create table history.used_scans (
    snapshot_id bigint not null
  , scan_ids integer[] not null
  , constraint used_scans_snapshot_id_pk primary key (snapshot_id)
  , constraint used_scans_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
);

comment on table history.used_scans is
  'For each closure that systems of a snapshot run, or that is due on one: the newest scan by each scanner up to its time.';
comment on column history.used_scans.scan_ids is 'Ids of scans, in ascending order.';

alter table history.gate_exemptions add column advisory text;

comment on column history.gate_exemptions.advisory is
  'The advisory that it excludes from the rules about advisories; null if it excludes systems from every rule.';
