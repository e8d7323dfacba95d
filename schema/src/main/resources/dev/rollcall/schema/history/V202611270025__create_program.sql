-- The Rollcall that migrated the schemas last. An older one would take what is newer for outdated, and put its own functions
-- and views in place of it.
create table history.program (
    is_only boolean not null default true
  , version text not null
  , commit text
  , committed_at timestamptz
  , constraint program_is_only_pk primary key (is_only)
  , constraint program_is_only_check check (is_only)
);

comment on table history.program is 'The Rollcall that migrated the schemas last: one row.';
comment on column history.program.commit is 'The commit that it was built from; null where its sources had none.';
