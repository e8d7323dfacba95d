-- The vocabulary of the rules. Each reason belongs to exactly one status.
create or replace view inventory.reasons as
select r.reason
     , r.status
     , r.meaning
  from (values
         ('runs-newest', 'Up to Date', 'It runs the closure of the newest commit.')
       , ('evaluated-newest', 'Up to Date', 'What it runs is unknown; the newest commit has been evaluated for it.')
       , ('runs-pin', 'Up to Date', 'It runs the closure of the commit it is pinned to.')
       , ('held', 'Up to Date', 'It is pinned without a target, to stay on what it runs.')
       , ('awaiting-pin', 'Outdated', 'It does not run the commit it is pinned to.')
       , ('awaiting-deployment', 'Outdated', 'A newer commit has been evaluated for it but not deployed.')
       , ('not-evaluated', 'Outdated', 'The newest commit has not been evaluated for it.')
       , ('evaluation-pending', 'Outdated', 'The evaluation of the newest commit has not finished.')
       , ('evaluation-failed', 'Outdated', 'Evaluation of the newest commit fails for this system.')
       , ('evaluation-unrecorded', 'Outdated', 'The newest commit was evaluated, but what it builds for this system was not recorded.')
       , ('build-pending', 'Outdated', 'The newest commit has been evaluated for it; its build has not finished.')
       , ('build-failed', 'Outdated', 'The newest commit has been evaluated for it, but its build failed.')
       , ('withdrawn-commit', 'Outdated', 'It runs a commit that is no longer on the branch of its flake.')
       , ('other-system', 'Unknown State', 'It runs a closure that its flake builds for another system.')
       , ('other-flake', 'Unknown State', 'What it runs is known, but only from another flake.')
       , ('dirty-revision', 'Unknown State', 'It was built from a working tree with uncommitted changes.')
       , ('unrecognised-revision', 'Unknown State', 'It reports the revision of a commit that no flake has.')
       , ('unrecognised-closure', 'Unknown State', 'What it runs matches no known evaluation or commit.')
       , ('no-flake', 'Unknown State', 'No flake is registered for it.')
       , ('no-commits', 'Unknown State', 'Its flake has no commits.')
       , ('no-successful-evaluation', 'Unknown State', 'No commit of its flake evaluates for it.')
       , ('never-deployed', 'Offline', 'It has never reported a state.')
       ) as r (reason, status, meaning);

comment on view inventory.reasons is 'All reasons, the status each belongs to, and its meaning.';
