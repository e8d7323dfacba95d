-- When a fact arrived, so that a night can look at what came since the one before, however old its own time
-- is. The number of the recording transaction, not a clock: a row is known to have been visible to an
-- earlier reader if its transaction had ended then, and no clock can tell that.
--
-- A column with a stable default is added without rewriting the table; what is there counts as arrived now.
alter table inventory.commits
  add column recorded_in bigint not null default pg_current_xact_id()::text::bigint;
alter table inventory.derivations
  add column recorded_in bigint not null default pg_current_xact_id()::text::bigint;
alter table inventory.system_states
  add column recorded_in bigint not null default pg_current_xact_id()::text::bigint;
alter table inventory.heartbeats
  add column recorded_in bigint not null default pg_current_xact_id()::text::bigint;

comment on column inventory.commits.recorded_in is 'The transaction that wrote it last.';
comment on column inventory.derivations.recorded_in is 'The transaction that wrote it last.';
comment on column inventory.system_states.recorded_in is 'The transaction that wrote it last.';
comment on column inventory.heartbeats.recorded_in is 'The transaction that wrote it last.';

-- Facts are appended, roughly in the order of their times, so an index of a few pages finds the newest.
create index system_states_arrival_idx
    on inventory.system_states using brin ("timestamp", recorded_in) with (pages_per_range = 32, autosummarize = on);
create index heartbeats_arrival_idx
    on inventory.heartbeats using brin ("timestamp", recorded_in) with (pages_per_range = 32, autosummarize = on);
create index derivations_arrival_idx
    on inventory.derivations using brin (coalesce(completed_at, scheduled_at), recorded_in) with (pages_per_range = 32, autosummarize = on);

-- What makes the verdicts of hosts unsure that nothing new speaks of. It is rare, and after it everything
-- is assessed anew.
create table inventory.rewrites (
    recorded_in bigint not null
  , constraint rewrites_recorded_in_pk primary key (recorded_in)
);

comment on table inventory.rewrites is
  'The transactions that deleted facts or changed what they are about; the next night after one assesses every system anew.';

create function inventory.note_rewrite()
returns trigger
language plpgsql
as $$
begin
  insert into inventory.rewrites (recorded_in)
  values (pg_current_xact_id()::text::bigint)
      on conflict do nothing;
  return null;
end
$$;

comment on function inventory.note_rewrite() is 'Notes that facts were deleted or changed otherwise than by import.';

create function inventory.note_arrival()
returns trigger
language plpgsql
as $$
begin
  new.recorded_in := pg_current_xact_id()::text::bigint;
  return new;
end
$$;

comment on function inventory.note_arrival() is 'A changed row arrives anew.';

create trigger commits_arrival
before update on inventory.commits
   for each row execute function inventory.note_arrival();

create trigger derivations_arrival
before update on inventory.derivations
   for each row execute function inventory.note_arrival();

-- a commit that changes its flake, and an evaluation that changes its name or its closure, leave systems
-- behind that nothing points to any more; a closure that becomes known leaves none
create trigger commits_rewrite
 after update on inventory.commits
   for each row when (old.flake_id <> new.flake_id or old.id <> new.id)
       execute function inventory.note_rewrite();

create trigger derivations_rewrite
 after update on inventory.derivations
   for each row when (
       (old.derivation_name, old.derivation_type, old.commit_id)
         is distinct from (new.derivation_name, new.derivation_type, new.commit_id)
    or old.store_path <> new.store_path
    or (old.store_path is not null and new.store_path is null)
   )
       execute function inventory.note_rewrite();

create trigger systems_rewrite
 after update on inventory.systems
   for each row when (old.hostname <> new.hostname)
       execute function inventory.note_rewrite();

create trigger systems_removal
 after delete or truncate on inventory.systems
   for each statement execute function inventory.note_rewrite();

create trigger flakes_rewrite
 after update or delete or truncate on inventory.flakes
   for each statement execute function inventory.note_rewrite();

create trigger commits_removal
 after delete or truncate on inventory.commits
   for each statement execute function inventory.note_rewrite();

create trigger derivations_removal
 after delete or truncate on inventory.derivations
   for each statement execute function inventory.note_rewrite();

create trigger system_states_rewrite
 after update or delete or truncate on inventory.system_states
   for each statement execute function inventory.note_rewrite();

create trigger heartbeats_rewrite
 after update or delete or truncate on inventory.heartbeats
   for each statement execute function inventory.note_rewrite();

create trigger derivation_statuses_rewrite
 after insert or update or delete or truncate on inventory.derivation_statuses
   for each statement execute function inventory.note_rewrite();
