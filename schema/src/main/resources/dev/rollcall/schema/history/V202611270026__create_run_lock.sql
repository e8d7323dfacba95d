-- The right to write to the history, of which there is one. Whoever wants it locks the row for a moment, which only roles
-- that may update it can do, and looks whether the session that the row names is still there and holds the advisory lock
-- of the row's key. The key is a new number each time, so that nobody can hold it in advance; and who gets hold of
-- it later is not the session that the row names.
create table history.run_lock (
    is_only boolean not null default true
  , key bigint not null
  , pid integer not null
  , usesysid oid not null
  , taken_at timestamptz not null
  , constraint run_lock_is_only_pk primary key (is_only)
  , constraint run_lock_is_only_check check (is_only)
);

comment on table history.run_lock is
  'Which session writes to the history, or did so last: one row. It still does if it holds the advisory lock of the key.';

insert into history.run_lock (key, pid, usesysid, taken_at)
values (0, 0, 0, '-infinity');
