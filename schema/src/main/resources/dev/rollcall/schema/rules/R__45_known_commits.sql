-- Reads the facts of a snapshot or, without one, of the inventory.
drop function if exists inventory.known_commits(timestamptz, text, bigint);

create or replace function inventory.known_commits(as_of timestamptz, matching text, snapshot bigint)
returns table (
    id integer
  , flake_id integer
  , git_commit_hash text
  , commit_timestamp timestamptz
  , counts_from timestamptz
  , place bigint
  , newer_at timestamptz
  , withdrawn_place bigint
  , since timestamptz
)
language sql
stable
parallel safe
as $$
  select b.id
       , b.flake_id
       , b.git_commit_hash
       , b.commit_timestamp
       , b.counts_from
       , b.place
       , b.newer_at
       , b.withdrawn_place
       , b.since
    from inventory.branch_commits(as_of, matching) as b
   where snapshot is null
   union all
  select n.id
       , n.flake_id
       , n.git_commit_hash
       , n.commit_timestamp
       , n.counts_from
       , n.place
       , n.newer_at
       , n.withdrawn_place
       , n.since
    from history.night_commits as n
   where n.snapshot_id = snapshot
$$;

comment on function inventory.known_commits(timestamptz, text, bigint) is
  'branch_commits, as gathered by a night, or from the inventory if there is no snapshot.';
