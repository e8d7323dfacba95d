create or replace view history.dated_scans as
select s.id
     , s.closure_id
     , n.name as scanner
     , s.scanned_at
     -- a scanner whose clock is wrong can't know the future
     , least(n.database_at, s.scanned_at) as database_at
     , s.advisory_set_id
  from history.scans as s
  join history.scanners as n
    on n.id = s.scanner_id;

comment on view history.dated_scans is 'The scans, with the age of what the scanner knew.';
comment on column history.dated_scans.database_at is
  'The date of the database that it used; if unknown, or after the scan, the time of the scan.';
