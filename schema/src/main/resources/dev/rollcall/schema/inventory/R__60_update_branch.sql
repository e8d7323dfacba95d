-- Updates the branch of a flake after an import.
--
-- An import of a clone provides the whole line: the commits of the branch by first parents, oldest first. Commits that were
-- on the branch but are not in the line are withdrawn as of the import; new and returning commits are on the branch from the
-- import on. A truncated line (shallow clone) continues after the known commits that precede its first one, and withdraws
-- nothing older.
--
-- An import of files provides no line: its commits are added to the branch according to their first parents.
--
-- Then the effective time of every commit on the branch is recomputed: the latest date of the commit and its predecessors. A
-- date later than the first import of the commit is ignored: the commit takes the date of the next commit in the line that
-- has one, but no later than that import.
--
-- A history may have hundreds of thousands of commits. Chains of parents are followed in arrays, because a recursive query
-- would join once per commit. No join may use a nested loop, because the planner knows nothing about these arrays.
create or replace function inventory.update_branch(
    flake integer
  , line integer[]
  , is_cut boolean
  , imported_at timestamptz
)
returns table (
    commit_id integer
  , change text
)
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set enable_mergejoin = off
set jit = off
set work_mem = '64MB'
as $$
#variable_conflict use_column
declare
  -- the commits of the flake by hash, and the index of each first parent in this array (0: unknown)
  ids integer[];
  parents integer[];
  -- the first parent of a truncated line's first commit, if the inventory doesn't have it
  missing_parent text;
  older integer[] = '{}';
  flags boolean[];
  lost integer[];
  returning_ones integer[];
  new_from bigint;
  joins boolean;
  last_end timestamptz;
  depths integer[];
  joined timestamptz[];
  dates timestamptz[];
  recorded timestamptz[];
  children integer[];
  next_dates timestamptz[];
  effective timestamptz[];
  latest timestamptz;
  way integer[];
  steps integer;
  i integer;
  message text;
begin
  with cte_commit as materialized (
    select c.id
         , c.git_commit_hash
         , c.first_parent
         , row_number() over (order by c.git_commit_hash) as number
      from inventory.commits as c
     where c.flake_id = flake
  )

  select coalesce(array_agg(c.id order by c.number), '{}')
       , coalesce(array_agg(coalesce(parent.number, 0)::integer order by c.number), '{}')
    into ids, parents
    from cte_commit as c
    left join cte_commit as parent
      on parent.git_commit_hash = c.first_parent;

  -- Depths along the first parents. Visits each commit at most twice: up to the first one with a depth, and back.
  depths := array_fill(null::integer, array[cardinality(ids)]);
  for n in 1 .. cardinality(ids) loop
    i := n;
    steps := 0;
    while i > 0 and depths[i] is null loop
      steps := steps + 1;
      i := parents[i];
      if steps > cardinality(ids) then
        select format(
                 'The first parents of the commit %s lead back to itself, so one of them is wrong. Import the branch from a clone with rollcall import git.'
               , c.git_commit_hash
               )
          into message
          from inventory.commits as c
         where c.id = ids[n];
        raise exception using errcode = 'RC001', message = message;
      end if;
    end loop;
    steps := steps + case when i > 0 then depths[i] else 0 end;
    i := n;
    while i > 0 and depths[i] is null loop
      depths[i] := steps;
      steps := steps - 1;
      i := parents[i];
    end loop;
  end loop;

  if line is not null then
    if is_cut then
      i := parents[array_position(ids, line[1])];
      while i > 0 loop
        older := older || ids[i];
        i := parents[i];
      end loop;
      select array_agg(o.id order by o.number desc) || line
        into line
        from unnest(older) with ordinality as o (id, number);
      select c.first_parent
        into missing_parent
        from inventory.commits as c
       where c.id = line[1];

      -- Descendants of the line that are not in it are not on the branch, whatever their dates.
      with cte_commit as materialized (
        select c.id
             , c.first_parent
             , row_number() over (order by c.git_commit_hash) as number
          from inventory.commits as c
         where c.flake_id = flake
      )

      select array_agg(
               case
                 when l.id is not null or c.first_parent = missing_parent then true
                 when parents[c.number] = 0 then false
               end
               order by c.number
             )
        into flags
        from cte_commit as c
        left join unnest(line) as l (id)
          on l.id = c.id;
      for n in 1 .. cardinality(ids) loop
        i := n;
        while flags[i] is null loop
          i := parents[i];
        end loop;
        new_from := i;
        i := n;
        while flags[i] is null loop
          flags[i] := flags[new_from];
          i := parents[i];
        end loop;
      end loop;
    end if;

    with cte_on_branch as materialized (
      select p.commit_id as id
           , l.id is not null as is_in_line
           , row_number() over (order by p.counts_from, p.depth, p.commit_id) as number
        from inventory.commit_periods as p
        join inventory.commits as c
          on c.id = p.commit_id
        left join inventory.branch_periods as x
          on x.commit_id = p.commit_id
         and x.counts_until = 'infinity'
        left join unnest(line) as l (id)
          on l.id = p.commit_id
       where p.flake_id = flake
         and p.counts_until = 'infinity'
         -- except what this import adds
         and (x.commit_id is not null or c.recorded_at <> imported_at)
    )

    , cte_first_shared as (
      select min(b.number) as number
        from cte_on_branch as b
       where b.is_in_line
    )

    select coalesce(array_agg(b.id order by b.number), '{}')
      into lost
      from cte_on_branch as b
     cross join cte_first_shared as s
      left join unnest(ids, flags) as f (id, is_off)
        on f.id = b.id
     where not b.is_in_line
       and (not is_cut or b.number > s.number or f.is_off);

    select coalesce(array_agg(l.id order by l.number), '{}')
      into returning_ones
      from (
             select l.id
                  , l.number
               from unnest(line) with ordinality as l (id, number)
               join inventory.branch_periods as p
                 on p.commit_id = l.id
              group by l.id
                     , l.number
             having max(p.counts_until) < 'infinity'
           ) as l;

    -- New commits after the last one that was on the branch replace lost ones. All others count from their own dates:
    -- ordinary additions, those of a deeper clone, and those of earlier files.
    select coalesce(max(l.number), 0)
      into new_from
      from unnest(line) with ordinality as l (id, number)
      join inventory.commits as c
        on c.id = l.id
      left join inventory.branch_periods as p
        on p.commit_id = l.id
       and p.counts_until = 'infinity'
      left join unnest(returning_ones) as r (id)
        on r.id = l.id
     where r.id is null
       and (p.commit_id is not null or c.recorded_at <> imported_at);

    -- The last commit of a clone is the newest. If the predecessor of a truncated line is unknown and its dates would put it
    -- before known commits, it counts from the import on.
    select cardinality(lost) > 0
           or (    is_cut
               and new_from = 0
               and exists (
                     select
                       from inventory.commit_periods as p
                       join inventory.commits as boundary
                         on boundary.id = line[1]
                      where p.flake_id = flake
                        and p.counts_until = 'infinity'
                        and p.commit_id <> all (line)
                        and (p.counts_from >= boundary.commit_timestamp or boundary.commit_timestamp > imported_at)
                   ))
      into joins;

    -- After a force push, replacements of lost commits count from the import at the earliest: earlier nights stay as they
    -- were.
    select coalesce(max(p.counts_until), '-infinity')
      into last_end
      from inventory.branch_periods as p
      join inventory.commits as c
        on c.id = p.commit_id
     where c.flake_id = flake
       and p.counts_until < 'infinity';

    insert into inventory.branch_periods as p (commit_id, depth, counts_from, counts_until)
    select c.id
         , 0
         , least(c.commit_timestamp, imported_at)
         , imported_at
      from unnest(lost) as l (id)
      join inventory.commits as c
        on c.id = l.id
     where not exists (select from inventory.branch_periods as x where x.commit_id = c.id);

    update inventory.branch_periods as p
       set counts_from = least(p.counts_from, imported_at)
         , counts_until = imported_at
      from unnest(lost) as l (id)
     where p.commit_id = l.id
       and p.counts_until = 'infinity';

    -- Predecessors of a commit on the branch were always on it, even if they were withdrawn by mistake.
    update inventory.branch_periods as p
       set counts_until = 'infinity'
      from unnest(line) with ordinality as l (id, number)
      join unnest(returning_ones) as r (id)
        on r.id = l.id
     where l.number < new_from
       and p.commit_id = l.id
       and p.counts_until = (select max(x.counts_until) from inventory.branch_periods as x where x.commit_id = l.id);

    insert into inventory.branch_periods as p (commit_id, depth, joined_at, counts_from)
    select l.id
         , 0
         , case
             when r.id is not null then imported_at
             when l.number <= new_from then '-infinity'
             when joins then imported_at
             else last_end
           end
         , c.commit_timestamp
      from unnest(line) with ordinality as l (id, number)
      join inventory.commits as c
        on c.id = l.id
      left join unnest(returning_ones) as r (id)
        on r.id = l.id
     where not exists (
             select
               from inventory.branch_periods as x
              where x.commit_id = l.id
                and x.counts_until = 'infinity'
           )
        on conflict (commit_id, joined_at) do update
       set counts_until = 'infinity';

    return query
      select u.id, 'withdrawn' from unnest(lost) as u (id)
       union all
      select u.id, 'returned' from unnest(returning_ones) as u (id);
  end if;

  -- If any commit of a flake has first parents, all get a period, because a date in the future must not move the others.
  insert into inventory.branch_periods (commit_id, depth, counts_from)
  select c.id
       , 0
       , c.commit_timestamp
    from inventory.commits as c
    left join inventory.branch_periods as p
      on p.commit_id = c.id
   where c.flake_id = flake
     and p.commit_id is null
     and (   line is not null
          or exists (
               select
                 from inventory.commits as x
                 left join inventory.branch_periods as other
                   on other.commit_id = x.id
                where x.flake_id = flake
                  and (other.commit_id is not null or x.first_parent is not null)
             ));

  select format(
           'The commits %s and %s of the flake %s have the same first parent %s, so its branch was rewritten. Files can''t show which of them it lost; import the branch from a clone: rollcall import git --flake NAME DIR.'
         , min(c.git_commit_hash)
         , max(c.git_commit_hash)
         , quote_literal((select f.name from inventory.flakes as f where f.id = flake))
         , c.first_parent
         )
    into message
    from inventory.branch_periods as p
    join inventory.commits as c
      on c.id = p.commit_id
   where c.flake_id = flake
     and p.counts_until = 'infinity'
     and c.first_parent is not null
   group by c.first_parent
  having count(*) > 1
   order by c.first_parent
   limit 1;
  if message is not null then
    raise exception using errcode = 'RC001', message = message;
  end if;

  select array_agg(p.joined_at order by i.number)
       , array_agg(case when c.commit_timestamp <= c.recorded_at then c.commit_timestamp end order by i.number)
       , array_agg(c.recorded_at order by i.number)
    into joined, dates, recorded
    from unnest(ids) with ordinality as i (id, number)
    join inventory.commits as c
      on c.id = i.id
    left join inventory.branch_periods as p
      on p.commit_id = i.id
     and p.counts_until = 'infinity';

  -- Commits without a date take that of the next one that has a date, or infinity.
  children := array_fill(0, array[cardinality(ids)]);
  for n in 1 .. cardinality(ids) loop
    if joined[n] is not null and parents[n] > 0 then
      children[parents[n]] := n;
    end if;
  end loop;
  next_dates := array_fill(null::timestamptz, array[cardinality(ids)]);
  for n in 1 .. cardinality(ids) loop
    i := n;
    while i > 0 and dates[i] is null and next_dates[i] is null loop
      i := children[i];
    end loop;
    latest := case when i = 0 then 'infinity' else coalesce(dates[i], next_dates[i]) end;
    i := n;
    while i > 0 and dates[i] is null and next_dates[i] is null loop
      next_dates[i] := latest;
      i := children[i];
    end loop;
  end loop;

  -- The latest date so far along each line. A commit whose parent is unknown or not on the branch starts a line.
  effective := array_fill(null::timestamptz, array[cardinality(ids)]);
  for n in 1 .. cardinality(ids) loop
    i := n;
    steps := 0;
    while i > 0 and joined[i] is not null and effective[i] is null loop
      steps := steps + 1;
      way[steps] := i;
      i := parents[i];
    end loop;
    latest := case when i > 0 and joined[i] is not null then effective[i] else '-infinity' end;
    for step in reverse steps .. 1 loop
      i := way[step];
      latest := greatest(latest, joined[i], coalesce(dates[i], least(next_dates[i], recorded[i])));
      effective[i] := latest;
    end loop;
  end loop;

  -- Numbered across lines, so commits of different lines have an order that does not depend on the order of arrival.
  with cte_period as (
    select p.commit_id as id
         , p.joined_at
         , case when p.counts_until = 'infinity' then u.counts_from else p.counts_from end as counts_from
         , u.depth
         , u.number
      from unnest(ids, effective, depths) with ordinality as u (id, counts_from, depth, number)
      join inventory.branch_periods as p
        on p.commit_id = u.id
  )

  , cte_numbered as (
    select x.id
         , x.joined_at
         , x.counts_from
         , row_number() over (order by x.counts_from, x.depth, x.number, x.joined_at) as depth
      from cte_period as x
  )

  update inventory.branch_periods as p
     set depth = e.depth
       , counts_from = e.counts_from
    from cte_numbered as e
   where p.commit_id = e.id
     and p.joined_at = e.joined_at
     and (p.depth, p.counts_from) is distinct from (e.depth, e.counts_from);
end
$$;

comment on function inventory.update_branch(integer, integer[], boolean, timestamptz) is
  'Updates the branch of a flake after an import at a point in time, with the line of a clone, oldest commit first (null for an import of files). Returns the commits that were withdrawn and those that returned.';
