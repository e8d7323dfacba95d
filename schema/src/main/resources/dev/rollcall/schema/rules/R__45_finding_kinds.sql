-- The vocabulary of the findings: the meaning of each, and how to fix it.
create or replace view inventory.finding_kinds as
select k.finding
     , k.meaning
     , k.remedy
  from (values
         ( 'reports-unregistered'
         , 'A host reports what it runs, but no system is registered under its name.'
         , 'Register it in systems.jsonl and run `rollcall import`, or correct the reported or registered name.')
       , ( 'name-mismatch'
         , 'Its flake has evaluations, but none under the name of this system.'
         , 'Run `rollcall alias add HOST EVALUATION-NAME` if the flake evaluates it under another name, else evaluate it and run `rollcall import`.')
       , ( 'unknown-pin'
         , 'The system is pinned to a commit that is not on the branch of its flake.'
         , 'Pin it to the full hash of a commit of its flake, or import the commit with `rollcall import`.')
       , ( 'no-flake'
         , 'No flake is registered for the system, so what it should run is unknown.'
         , 'Set its flake in systems.jsonl and run `rollcall import`.')
       , ( 'flake-without-commits'
         , 'The flake has no commits, so its systems can''t be compared with any.'
         , 'Import its commits with `rollcall import` (from a clone: `rollcall import git --flake NAME DIR`).')
       , ( 'future-state'
         , 'A state of the host is dated in the future and does not count until then.'
         , 'Correct the clock of the host, or of whatever recorded the state.')
       , ( 'future-commit'
         , 'A commit of the flake is dated in the future.'
         , 'Correct the clock of the machine that made the commit. Import the history with `rollcall import git`, which orders commits by their parents.')
       , ( 'withdrawn-commits'
         , 'The branch of the flake was rewritten: commits that it had are no longer on it.'
         , 'Check that the force push was intended, and deploy the newest commit to systems that run a withdrawn one. If the clone was merely out of date, import a fresh one with `rollcall import git`.')
       , ( 'closure-differs-from-revision'
         , 'The system reports the commit it was built from, but does not run the closure that this commit builds.'
         , 'Deploy the commit again without local changes, or find out who deployed what it runs.')
       , ( 'feed-drop'
         , 'Far fewer records of one kind than usual have come in, for more than twice as long as at any time in the four weeks before.'
         , 'Find out which collectors or machines stopped sending: an expired token, a rule of a firewall, a job that fails.')
       , ( 'no-new-closure'
         , 'Systems of the flake have had no new closure for 14 days, although newer commits evaluate for them.'
         , 'Find out why nothing is deployed to them: a timer that stopped, a machine that is switched off, a failing activation.')
       , ( 'quiet-feed'
         , 'No record of this kind has arrived for longer than its threshold, although there were some before.'
         , 'Check that the collector for this kind is still running.')
       , ( 'stale-advisories'
         , 'The newest vulnerability database that this scanner used is more than 7 days old, so newer advisories are missing.'
         , 'Check that the scanner updates its database and scans every night, then import its scans with `rollcall import`.')
       , ( 'stale-inventory'
         , 'Nothing of any kind has been recorded for longer than the threshold.'
         , 'Check that whatever feeds the inventory is still running, then run `rollcall import`.')
       ) as k (finding, meaning, remedy);

comment on view inventory.finding_kinds is 'All kinds of findings, their meaning, and how to fix them.';
comment on column inventory.finding_kinds.meaning is 'One sentence.';
comment on column inventory.finding_kinds.remedy is 'One sentence; commands are in backquotes.';
