-- Rows go with their snapshot by a trigger (V202611241700), which waits for a range that is filling it. A transaction that
-- keeps to what it saw at first does not see what the range has written since, and left it behind.
create or replace function history.remove_recent_statuses()
returns trigger
language plpgsql
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'Snapshots can be removed only in a transaction that is read committed; this one is %.'
        , current_setting('transaction_isolation');
  end if;
  if tg_op = 'TRUNCATE' then
    delete from history.recent_statuses;
  else
    delete from history.recent_statuses as r
     using removed
     where r.snapshot_id = removed.id;
  end if;
  return null;
end
$$;
