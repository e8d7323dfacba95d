-- Servers in FIPS mode have no md5, and this hash takes less time.
create unique index derivations_commit_id_derivation_name_derivation_type_hash_uq
    on inventory.derivations (
         commit_id
       , derivation_name
       , derivation_type
       , hashtextextended(coalesce(derivation_path, error_message, ''), 0)
       ) nulls not distinct;

drop index inventory.derivations_commit_id_derivation_name_derivation_type_recipe_uq;

-- An imported path is compared some twenty times, which takes less time by bytes than by the rules of a language. If a view uses the
-- column, it stays as it is.
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
