-- These functions get one more column, which a function can't while it exists, so that others are not needed.
drop function if exists inventory.evaluations_at_commit(integer);
drop function if exists inventory.evaluations_of_commit(integer, text);
drop function if exists inventory.recipes_of_commit(integer);
drop function if exists inventory.recipes_of_evaluation(integer, text);
