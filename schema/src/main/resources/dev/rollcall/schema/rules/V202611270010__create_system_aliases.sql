-- Under which name a flake evaluates a system, where that is not its hostname. Rollcall's own table with
-- every kind of inventory: a person decides it, and nothing guesses it.
create table inventory.system_aliases (
    hostname text not null
  , evaluation_name text not null
  , created_at timestamptz not null
  , constraint system_aliases_hostname_pk primary key (hostname)
  , constraint system_aliases_evaluation_name_check check (evaluation_name <> hostname)
);

comment on table inventory.system_aliases is
  'The name under which a system''s flake evaluates it (rollcall alias); without a row it is the hostname.';
