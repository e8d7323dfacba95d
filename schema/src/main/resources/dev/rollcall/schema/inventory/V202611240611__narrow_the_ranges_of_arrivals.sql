-- New facts do not only go to the end of a table: small ones fill what is left of old pages, a few here and there, and
-- each of them made the next night read the 32 pages around it. With 8 pages a range the index takes 4 MB of a table of
-- 5 GB. Ranges that are not summarized yet are read by every night, so a vacuum comes by after 2 % of new rows and not
-- only after 20 %; of a table that only grows it reads what is new.
alter index inventory.system_states_arrival_idx set (pages_per_range = 8);
alter index inventory.heartbeats_arrival_idx set (pages_per_range = 8);
alter index inventory.derivations_arrival_idx set (pages_per_range = 8);

reindex index inventory.system_states_arrival_idx;
reindex index inventory.heartbeats_arrival_idx;
reindex index inventory.derivations_arrival_idx;

alter table inventory.system_states set (autovacuum_vacuum_insert_scale_factor = 0.02);
alter table inventory.heartbeats set (autovacuum_vacuum_insert_scale_factor = 0.02);
alter table inventory.derivations set (autovacuum_vacuum_insert_scale_factor = 0.02);
