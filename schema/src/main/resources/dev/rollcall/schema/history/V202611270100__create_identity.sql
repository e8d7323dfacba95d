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
