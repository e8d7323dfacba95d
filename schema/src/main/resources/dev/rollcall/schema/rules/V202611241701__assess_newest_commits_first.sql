-- evaluations_by_name asks for hosts now, as the other facts do, and no longer for names.
drop function if exists inventory.evaluations_by_name(timestamptz, text, text, text[]);
