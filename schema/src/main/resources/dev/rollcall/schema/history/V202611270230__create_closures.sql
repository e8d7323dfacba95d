-- What is inside closures. A closure never changes, so it is kept once, whenever it was imported, and every night whose systems ran
-- it can show what they ran. Closures of many hosts hold the same packages: these are kept once, too.
create table history.packages (
    id integer generated always as identity
  , name text collate "C" not null
  , version text collate "C" not null
  , constraint packages_id_pk primary key (id)
  , constraint packages_name_version_uq unique (name, version)
);

comment on table history.packages is 'Each version of each package that some closure holds.';

create table history.package_sets (
    id integer generated always as identity
  , digest bytea not null
  , package_ids integer[] not null
  , constraint package_sets_id_pk primary key (id)
  , constraint package_sets_digest_uq unique (digest)
);

comment on table history.package_sets is 'The packages that one closure or several hold.';
comment on column history.package_sets.digest is 'SHA-256 of the names and versions in order: finds the set again.';
comment on column history.package_sets.package_ids is 'Ids of packages, in no order.';

create table history.closures (
    id integer generated always as identity
  , store_path text collate "C" not null
  , package_set_id integer not null
  , size bigint
  , constraint closures_id_pk primary key (id)
  , constraint closures_store_path_uq unique (store_path)
  , constraint closures_package_set_id_fk foreign key (package_set_id) references history.package_sets (id)
);

comment on table history.closures is 'The closures whose packages were imported.';
comment on column history.closures.size is 'The bytes of all its store paths; null if unknown.';

create index closures_package_set_id_idx on history.closures (package_set_id);

create table history.due_closures (
    snapshot_id bigint not null
  , hostnames text[] collate "C" not null
  , closure_ids integer[] not null
  , constraint due_closures_snapshot_id_pk primary key (snapshot_id)
  , constraint due_closures_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint due_closures_hostnames_check check (cardinality(closure_ids) = cardinality(hostnames))
);

comment on table history.due_closures is
  'What a deployment would bring to the systems of a snapshot that run something else, where both closures were imported.';
comment on column history.due_closures.closure_ids is 'Ids of closures: the nth is due on the nth host.';
