-- The vocabulary of the findings: what each says, and what mends it.
create or replace view inventory.finding_kinds as
select k.finding
     , k.meaning
     , k.remedy
  from (values
         ( 'reports-unregistered'
         , 'A host reports what it runs, and no system is registered under its name.'
         , 'Register it in systems.jsonl and run `rollcall import`, or correct the name that it reports or is registered by.')
       , ( 'name-mismatch'
         , 'Its flake has evaluations, but none under the name of this system.'
         , 'Run `rollcall alias add HOST EVALUATION-NAME` if the flake evaluates it under another name, else evaluate it and run `rollcall import`.')
       , ( 'unknown-pin'
         , 'The system is pinned to a commit that its flake does not have.'
         , 'Write the whole hash of a commit of its flake as its pin, or import that commit with `rollcall import`.')
       , ( 'no-flake'
         , 'No flake is registered for the system, so nothing can be said about what it should run.'
         , 'Name its flake in systems.jsonl and run `rollcall import`.')
       , ( 'flake-without-commits'
         , 'The flake has no commits, so that its systems can''t be compared with any.'
         , 'Import its commits with `rollcall import` (from a clone: `rollcall import git --flake NAME DIR`).')
       , ( 'future-state'
         , 'A state of the host lies in the future, and counts for nothing until then.'
         , 'Set the clock of the host, or of what recorded the state.')
       , ( 'closure-differs-from-revision'
         , 'The system says which commit it was built from, but runs another closure than that commit builds.'
         , 'Deploy the commit again without local changes, or find out who deployed what it runs.')
       , ( 'stale-inventory'
         , 'Nothing of any kind has been recorded for longer than the threshold.'
         , 'See that what feeds the inventory still runs, then run `rollcall import`.')
       ) as k (finding, meaning, remedy);

comment on view inventory.finding_kinds is 'Every finding there can be, what it means, and what to do about it.';
comment on column inventory.finding_kinds.meaning is 'One sentence.';
comment on column inventory.finding_kinds.remedy is 'One sentence; commands stand between backquotes.';
