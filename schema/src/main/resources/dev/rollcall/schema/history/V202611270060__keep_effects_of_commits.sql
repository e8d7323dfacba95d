-- What a commit that systems lack does to them, for a report to say years later: which of them it leaves alone, and which
-- NixOS it builds. Kept in small fleets, where every system has a page that shows it.
alter table history.packed_commits
  add column version text
, add column leaves_alone text[];

comment on column history.packed_commits.version is
  'The version of NixOS in the names of what it evaluates, such as 25.05.20250806.077ce82; null where they differ, or are not kept.';
comment on column history.packed_commits.leaves_alone is
  'The evaluation names whose recipes are those of the commit before it, in order; null where that is not kept.';
