-- The vocabulary of the rules: each reason belongs to exactly one status.
create or replace view inventory.reasons as
select r.reason
     , r.status
     , r.meaning
  from (values
         ('runs-newest', 'Up to Date', 'It runs the closure of the newest commit.')
       , ('evaluated-newest', 'Up to Date', 'Nothing tells what it runs; the newest commit evaluates for it.')
       , ('runs-pin', 'Up to Date', 'It runs the closure of the commit it is pinned to.')
       , ('awaiting-pin', 'Outdated', 'It does not run the commit it is pinned to.')
       , ('awaiting-deployment', 'Outdated', 'A newer commit evaluates for it and is not deployed.')
       , ('not-evaluated', 'Outdated', 'The newest commit has not been evaluated for it.')
       , ('evaluation-pending', 'Outdated', 'The evaluation of the newest commit has not finished.')
       , ('evaluation-failed', 'Outdated', 'The newest commit fails to evaluate for it.')
       , ('other-flake', 'Unknown State', 'What it runs is known, but only from another flake.')
       , ('unrecognised-closure', 'Unknown State', 'No evaluation and no commit accounts for what it runs.')
       , ('no-flake', 'Unknown State', 'No flake is registered for it.')
       , ('no-commits', 'Unknown State', 'Its flake has no commits.')
       , ('no-successful-evaluation', 'Unknown State', 'No commit of its flake evaluates for it.')
       , ('never-deployed', 'Offline', 'It has never reported a state.')
       ) as r (reason, status, meaning);

comment on view inventory.reasons is 'Every reason a verdict can have, the status it stands for, and what it means.';
