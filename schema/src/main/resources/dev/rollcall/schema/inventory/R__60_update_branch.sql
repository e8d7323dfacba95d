-- Brings the branch of a flake up to an import.
--
-- An import of a clone says the whole line: the commits of the branch by their first parents, the oldest first. What was on
-- the branch and is not in that line is withdrawn as of the import; what takes its place, and what returns, is on the branch
-- from the import on. A line that is cut off (a shallow clone) says nothing about what is older than its first commit.
--
-- An import of files says no line: their commits are added to the branch where their first parents put them.
--
-- Then the effective time of every commit on the branch is worked out anew: the latest date among itself and the commits
-- before it. A date later than the moment the commit was first recorded is no date: the commit takes that of the next commit
-- on the line that has one, but no later than that moment.
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
as $$
#variable_conflict use_column
declare
  lost integer[];
  joining integer[];
  returning_ones integer[];
begin
  if line is not null then
    -- What the line of a cut history begins with, where the branch has it: all before that is kept.
    with cte_on_branch as (
      select p.commit_id as id
           , row_number() over (order by p.counts_from, p.depth, p.commit_id) as number
        from inventory.commit_periods as p
       where p.flake_id = flake
         and p.counts_until = 'infinity'
    )
    select coalesce(array_agg(b.id), '{}')
      into lost
      from cte_on_branch as b
     where not b.id = any (line)
       and (not is_cut
            or b.number > (select min(x.number) from cte_on_branch as x where x.id = any (line)));

    insert into inventory.branch_periods as p (commit_id, depth, counts_from, counts_until)
    select c.id
         , 0
         , least(c.commit_timestamp, imported_at)
         , imported_at
      from inventory.commits as c
     where c.id = any (lost)
       and not exists (select from inventory.branch_periods as x where x.commit_id = c.id);

    update inventory.branch_periods as p
       set counts_from = least(p.counts_from, imported_at)
         , counts_until = imported_at
     where p.commit_id = any (lost)
       and p.counts_until = 'infinity';

    -- What was added before (by files, without a line) is not new.
    select coalesce(array_agg(c.id), '{}')
      into returning_ones
      from inventory.commits as c
     where c.id = any (line)
       and exists (select from inventory.branch_periods as x where x.commit_id = c.id)
       and not exists (select from inventory.branch_periods as x where x.commit_id = c.id and x.counts_until = 'infinity');

    joining := returning_ones;
    if cardinality(lost) > 0 then
      -- recorded by this import, behind the first commit that was on the branch before
      select joining || coalesce(array_agg(l.id), '{}')
        into joining
        from unnest(line) with ordinality as l (id, number)
        join inventory.commits as c
          on c.id = l.id
       where c.recorded_at = imported_at
         and not exists (select from inventory.branch_periods as x where x.commit_id = c.id)
         and l.number > coalesce((
               select min(k.number)
                 from unnest(line) with ordinality as k (id, number)
                 join inventory.commits as known
                   on known.id = k.id
                  and known.recorded_at < imported_at
             ), 0);
    end if;

    insert into inventory.branch_periods (commit_id, depth, joined_at, counts_from)
    select l.id
         , 0
         , case when l.id = any (joining) then imported_at else '-infinity' end
         , c.commit_timestamp
      from unnest(line) as l (id)
      join inventory.commits as c
        on c.id = l.id
     where not exists (select from inventory.branch_periods as x where x.commit_id = l.id and x.counts_until = 'infinity')
        on conflict do nothing;

    return query
      select u.id, 'withdrawn' from unnest(lost) as u (id)
       union all
      select u.id, 'returned' from unnest(returning_ones) as u (id);
  else
    insert into inventory.branch_periods (commit_id, depth, counts_from)
    select c.id
         , 0
         , c.commit_timestamp
      from inventory.commits as c
     where c.flake_id = flake
       and not exists (select from inventory.branch_periods as x where x.commit_id = c.id)
       and (   c.first_parent is not null
            or exists (select from inventory.commits as child where child.flake_id = flake and child.first_parent = c.git_commit_hash));
  end if;

  -- Depths along the first parents, then the effective times along the depths. A commit whose parent is unknown or
  -- withdrawn begins a piece of its own.
  with recursive cte_open as materialized (
    select p.commit_id as id
         , p.joined_at
         , c.git_commit_hash
         , c.first_parent
         , c.commit_timestamp
         , c.recorded_at
      from inventory.branch_periods as p
      join inventory.commits as c
        on c.id = p.commit_id
     where c.flake_id = flake
       and p.counts_until = 'infinity'
  )

  , cte_depth as (
    select o.id
         , o.git_commit_hash
         , o.id as piece
         , 0 as depth
      from cte_open as o
     where not exists (select from cte_open as parent where parent.git_commit_hash = o.first_parent)
     union all
    select o.id
         , o.git_commit_hash
         , d.piece
         , d.depth + 1
      from cte_depth as d
      join cte_open as o
        on o.first_parent = d.git_commit_hash
  )

  , cte_dated as (
    select o.id
         , d.piece
         , d.depth
         , o.joined_at
         , o.recorded_at
         , case when o.commit_timestamp <= o.recorded_at then o.commit_timestamp end as date
         -- the number of the next commit that has a date
         , min(case when o.commit_timestamp <= o.recorded_at then d.depth end)
             over (partition by d.piece order by d.depth desc) as next_dated
      from cte_open as o
      join cte_depth as d
        on d.id = o.id
  )

  , cte_effective as (
    select x.id
         , x.joined_at
         , x.depth
         , max(greatest(x.joined_at, coalesce(x.date, least(following.date, x.recorded_at))))
             over (partition by x.piece order by x.depth) as counts_from
      from cte_dated as x
      left join cte_dated as following
        on following.piece = x.piece
       and following.depth = x.next_dated
       and x.date is null
  )

  update inventory.branch_periods as p
     set depth = e.depth
       , counts_from = e.counts_from
    from cte_effective as e
   where p.commit_id = e.id
     and p.joined_at = e.joined_at
     and p.counts_until = 'infinity'
     and (p.depth, p.counts_from) is distinct from (e.depth, e.counts_from);
end
$$;

comment on function inventory.update_branch(integer, integer[], boolean, timestamptz) is
  'Brings the branch of a flake up to an import at an instant: with the line of a clone, oldest commit first (null for an import of files); returns the commits that were withdrawn and those that returned.';
