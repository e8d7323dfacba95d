-- Gathered like the other facts of a night, so that a system that is registered, or changes its flake, while a night is made
-- counts from the next night on.
create unlogged table history.night_systems (
    snapshot_id bigint not null
  , hostname text not null
  , flake_id integer
  , flake text
  , environment text
  , owner text
  , alias text
  , evaluation_name text not null
  , pinned_commit text
  , is_held boolean not null
);

comment on table history.night_systems is 'The systems that a night assesses (inventory.registered_systems).';
