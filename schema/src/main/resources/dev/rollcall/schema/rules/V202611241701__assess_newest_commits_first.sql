-- evaluations_by_name asks for hosts now, as the other facts do, and answers with places.
drop function if exists inventory.evaluations_by_name(timestamptz, text, text, text[]);
