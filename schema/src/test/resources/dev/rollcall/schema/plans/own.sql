-- What only the own inventory has: environments, pins, and heartbeats by host (benchmark.heartbeats a system).
update systems
   set environment = case when right(split_part(hostname, '.', 1), 1) in ('0', '1') then 'staging' else 'production' end;

update systems as s
   set pinned_commit = c.git_commit_hash
  from commits as c
 where c.flake_id = s.flake_id
   and c.commit_timestamp = pg_temp.as_of() - interval '1 hour' - 20 * interval '3 hours' - s.flake_id * interval '1 second'
   and split_part(s.hostname, '.', 1) like '%77';

-- age by age, as they would arrive
do $$
begin
  for age in reverse pg_temp.setting('heartbeats') - 1 .. 0 loop
    insert into heartbeats (hostname, "timestamp")
    select pg_temp.hostname(i)
         , pg_temp.as_of() - age * interval '10 minutes' - (i % 600) * interval '1 second' - case when i % 30 = 0 then interval '2 days' else interval '0' end
      from generate_series(1, pg_temp.setting('systems')) as i
     where i % 20 <> 0;
  end loop;
end
$$;
