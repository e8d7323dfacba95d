// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.schema;

import dev.rollcall.schema.connection.Database;
import dev.rollcall.schema.connection.DatabaseSettings;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class its own migrated PostgreSQL database; register it as a static field. */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {

    private final boolean migrated;
    private @Nullable DatabaseSettings settings;
    private @Nullable Database database;

    private PostgresExtension(boolean migrated) {
        this.migrated = migrated;
    }

    public static PostgresExtension migrated() {
        return new PostgresExtension(true);
    }

    public static PostgresExtension empty() {
        return new PostgresExtension(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        PostgresServer server = PostgresServer.shared();
        settings = migrated ? server.migratedClone() : server.empty();
        database = Database.open(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database().close();
        PostgresServer.shared().drop(settings());
    }

    public Database database() {
        return Objects.requireNonNull(database, "register the extension as a static field");
    }

    public DatabaseSettings settings() {
        return Objects.requireNonNull(settings, "register the extension as a static field");
    }

    public DSLContext dsl() {
        return database().dsl();
    }

    /**
     * Empties the inventory, the history and the job repository for the next test. Truncates only what has become large:
     * that takes ten times as long, because it creates and deletes 200 files.
     */
    public void clear() {
        dsl().execute("""
                        do $$
                        declare
                            emptied record;
                        begin
                            -- without checks of foreign keys
                            set local session_replication_role = replica;
                            for emptied in
                                with recursive cte_tables as (
                                  select t.oid
                                    from unnest(array['inventory.flakes', 'inventory.commits', 'inventory.derivations'
                                              , 'inventory.systems', 'inventory.system_states', 'inventory.heartbeats'
                                              , 'inventory.system_aliases', 'history.snapshots'
                                              , 'history.recent_statuses', 'history.packed_commits', 'history.packages'
                                              , 'history.package_sets', 'history.advisories', 'history.advisory_sets'
                                              , 'history.scanners', 'history.rollout_commits', 'history.rollouts'
                                              , 'history.arrivals', 'batch.batch_job_instance'
                                              ]::regclass[]) as t (oid)
                                   union
                                  -- and what references them
                                  select k.conrelid
                                    from cte_tables as t
                                    join pg_constraint as k
                                      on k.confrelid = t.oid
                                )
                                select t.oid::regclass as name
                                     , (select d.objid::regclass
                                          from pg_depend as d
                                         where d.refobjid = t.oid
                                           and d.deptype = 'i'
                                           and d.classid = 'pg_class'::regclass
                                           and d.refobjsubid > 0) as identity
                                  from cte_tables as t
                            loop
                                execute format(
                                    case when pg_relation_size(emptied.name) > 1000000 then 'truncate %s cascade' else 'delete from %s' end
                                  , emptied.name);
                                perform setval(emptied.identity, 1, false);
                            end loop;
                        end
                        $$
                        """);
    }
}
