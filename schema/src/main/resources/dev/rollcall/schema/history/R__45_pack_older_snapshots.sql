-- Packs every unpacked published snapshot that has a newer one with the same matching: after a usual night the previous one,
-- after a backfilled night that night itself.
create or replace function history.pack_older_snapshots()
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  older bigint;
  packed integer := 0;
begin
  for older in
    select p.id
      from history.published_snapshots as p
     where exists (select from history.recent_statuses as r where r.snapshot_id = p.id)
       and exists (
             select
               from history.published_snapshots as newer
              where newer.matching = p.matching
                and newer.as_of > p.as_of
           )
     order by p.as_of
  loop
    perform history.pack_snapshot(older);
    packed := packed + 1;
  end loop;
  return packed;
end
$$;

comment on function history.pack_older_snapshots() is
  'Packs the published snapshots that are not the newest of their matching; returns the number packed.';
