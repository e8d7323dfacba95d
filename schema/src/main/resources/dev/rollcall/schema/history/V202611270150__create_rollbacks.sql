-- The systems that went back in a night: what they ran in the previous night is newer. Stored, because only the inventory
-- knows the order of the commits.
create table history.rollbacks (
    snapshot_id bigint not null
  , hostname text collate "C" not null
  , flake text collate "C" not null
  , environment text
  , owner text
  , from_commit text not null
  , to_commit text not null
  , constraint rollbacks_snapshot_id_hostname_pk primary key (snapshot_id, hostname)
  , constraint rollbacks_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
);

comment on table history.rollbacks is
  'Systems that run an older commit of their flake than in the snapshot before. Retention keeps these snapshots.';
comment on column history.rollbacks.from_commit is 'What the system ran in the snapshot before.';
comment on column history.rollbacks.to_commit is 'What it ran in this one.';
