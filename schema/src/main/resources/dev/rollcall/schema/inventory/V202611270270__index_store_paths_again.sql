-- The index of hashes of the migration before was smaller, but an import with it took as long.
create index derivations_store_path_idx
    on inventory.derivations (store_path) include (commit_id)
 where derivation_type = 'nixos';

drop index inventory.derivations_closure_idx;
