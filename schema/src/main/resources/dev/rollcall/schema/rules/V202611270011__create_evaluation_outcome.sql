-- How an evaluation went, the best first: where several recipes or tries of one commit and name differ, the least of them
-- is the answer, because an evaluation that succeeded stays successful.
create type inventory.evaluation_outcome as enum (
    'success'
  , 'build-pending'
  , 'build-failed'
  , 'unrecorded'
  , 'pending'
  , 'failed'
);

comment on type inventory.evaluation_outcome is
  'How an evaluation went, the best first. unrecorded: unfinished and without any path, which may be a path that another row has.';
