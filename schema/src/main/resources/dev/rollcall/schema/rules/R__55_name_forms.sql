-- The forms by which one name can resemble another: the whole name, its part before the first dot (the short
-- name of a host), and what follows each dot or slash (the end of an attribute path). Case is of no account.
-- Lowered as in C, so that a database in Turkish finds what one in English finds.
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
  'The forms of a name, in lower case, by which it can resemble another: whole, short (before the first dot), tail (after a dot or a slash).';
