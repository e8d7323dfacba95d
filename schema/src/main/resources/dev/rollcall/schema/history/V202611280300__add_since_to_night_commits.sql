-- The effective time by dates, which a commit keeps when it returns to the branch (inventory.branch_commits).
alter table history.night_commits
  add column since timestamptz;
