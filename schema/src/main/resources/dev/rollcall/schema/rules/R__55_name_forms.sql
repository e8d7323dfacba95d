-- The forms of a name that can match another name: the whole name, the part before the first dot (short hostname), and the
-- part after each dot or slash (end of an attribute path). Case is ignored, by the rules of C, so a Turkish database finds
-- the same as an English one.
create or replace function inventory.name_forms(name text)
returns table (
    form text
  , kind text
)
language sql
immutable
parallel safe
as $$
  select lower(name collate "C"), 'whole'
   union all
  select split_part(lower(name collate "C"), '.', 1), 'short'
   union all
  select substr(lower(name collate "C"), p.position + 1), 'tail'
    from generate_series(1, length(name) - 1) as p (position)
   where substr(name, p.position, 1) in ('.', '/')
$$;

comment on function inventory.name_forms(text) is
  'The lower-case forms of a name that can match another: whole, short (before the first dot), tail (after a dot or slash).';
