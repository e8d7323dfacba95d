-- How fast commits reach the systems of their flake. A night adds a row per flake, which stays when the night itself is thinned
-- out: a curve of last year has as many points as one of last week.
create table history.rollout_commits (
    id integer generated always as identity
  , flake text collate "C" not null
  , git_commit_hash text collate "C" not null
  , stay integer not null
  , counts_from timestamptz not null
  , counts_until timestamptz not null
  , depth integer not null
  , sequence integer not null
  , subject text
  , author text
  , constraint rollout_commits_id_pk primary key (id)
  , constraint rollout_commits_flake_git_commit_hash_stay_uq unique (flake, git_commit_hash, stay)
);

comment on table history.rollout_commits is
  'The commits of each flake, once per stay on its branch. The order of a flake''s commits is (counts_from, depth, sequence).';
comment on column history.rollout_commits.stay is 'Which of its stays on the branch: 1 for the first.';
comment on column history.rollout_commits.sequence is 'Its id in the inventory, which breaks ties.';

create table history.rollouts (
    flake text collate "C" not null
  , as_of timestamptz not null
  , systems integer not null
  , commit_ids integer[] not null
  , running integer[] not null
  , constraint rollouts_flake_as_of_pk primary key (flake, as_of)
  , constraint rollouts_running_check check (cardinality(running) = cardinality(commit_ids))
);

comment on table history.rollouts is
  'How many systems of a flake had reached each commit on a night, of snapshots that match by evidence.';
comment on column history.rollouts.systems is
  'Those that had ever reported, also the ones of which no commit is known.';
comment on column history.rollouts.commit_ids is 'Ids of rollout_commits; running has the number of systems at each.';

create table history.arrivals (
    flake text collate "C" not null
  , as_of timestamptz not null
  , environment text collate "C"
  , owner text collate "C"
  , hours integer[] not null
  , pairs integer[] not null
  , constraint arrivals_as_of_flake_environment_owner_uq unique nulls not distinct (as_of, flake, environment, owner)
  , constraint arrivals_pairs_check check (cardinality(pairs) = cardinality(hours))
);

comment on table history.arrivals is
  'How long the commits took that had newly arrived on systems on a night; each pair of a commit and a system that it changes counts once.';
comment on column history.arrivals.hours is
  'Hours from the effective time of the commit to the state that has it; pairs has how many took that long.';
