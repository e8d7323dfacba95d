-- Servers in FIPS mode have no md5, and elsewhere this hash takes a fraction of its time.
create unique index derivations_commit_id_derivation_name_derivation_type_hash_uq
    on inventory.derivations (
         commit_id
       , derivation_name
       , derivation_type
       , hashtextextended(coalesce(derivation_path, error_message, ''), 0)
       ) nulls not distinct;

drop index inventory.derivations_commit_id_derivation_name_derivation_type_recipe_uq;

-- By the rules of a language, each of the twenty comparisons that an imported path takes would be several times slower. A view
-- that somebody has built on the column keeps it as it is.
do $$
begin
  alter table inventory.derivations
    alter column store_path type text collate "C";
exception
  when feature_not_supported then
    null;
end
$$;

analyze inventory.derivations;
