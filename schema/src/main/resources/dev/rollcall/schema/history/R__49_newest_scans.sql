-- What is known about a closure at a time: the scan by each scanner that knew most. A scan with an older database that was made later
-- does not replace it. Used by the night, by retention and by the gate.
create or replace function history.newest_scans(closure integer, at timestamptz)
returns table (
    scan_id integer
  , advisory_set_id integer
  , database_at timestamptz
)
language sql
stable
parallel safe
as $$
  select distinct on (s.scanner)
         s.id
       , s.advisory_set_id
       , s.database_at
    from history.dated_scans as s
   where s.closure_id = closure
     and s.scanned_at <= at
   order by s.scanner
          , s.database_at desc
          , s.scanned_at desc
          -- of one scan the better line, see scans
          , s.id desc
$$;

comment on function history.newest_scans(integer, timestamptz) is
  'The newest scan of a closure by each scanner up to a time: by the date of its database, then by its own.';
