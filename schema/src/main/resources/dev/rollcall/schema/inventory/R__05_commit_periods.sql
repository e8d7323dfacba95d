-- When each commit is on its flake's branch. Without first parents, a commit is on it from its own time.
create or replace view inventory.commit_periods as
select c.id as commit_id
     , c.flake_id
     , c.git_commit_hash
     , coalesce(p.depth, 0) as depth
     , coalesce(p.counts_from, c.commit_timestamp) as counts_from
     , coalesce(p.counts_until, 'infinity') as counts_until
     , c.commit_timestamp
  from inventory.commits as c
  left join inventory.branch_periods as p
    on p.commit_id = c.id;

comment on view inventory.commit_periods is
  'One row per commit and period on its flake''s branch. Commits are ordered by (counts_from, depth, commit_id).';
