-- The inventory as views over a Crystal Forge database. Nothing is added to its schema: all that Rollcall
-- makes is in schemas of its own.
create schema if not exists inventory;

comment on schema inventory is
  'What Rollcall reads: views over the tables of Crystal Forge.';

create table inventory.adapter (
    source text not null
  , source_schema text not null
  , constraint adapter_source_pk primary key (source)
  , constraint adapter_source_check check (source = 'crystal-forge')
);

comment on table inventory.adapter is 'Which database''s own tables the views of this inventory read, and in which schema.';
